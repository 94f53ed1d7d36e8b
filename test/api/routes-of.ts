import type { FastifyInstance } from 'fastify'

export interface ServedRoute {
  /** With `:name` where a value stands. */
  pattern: string
  methods: string[]
}

/** Every route that the app answers, as its router has them. */
export function routesOf(app: FastifyInstance): ServedRoute[] {
  const routes: ServedRoute[] = []
  const above: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent, path, methods] = /^([│ ]*)[├└]── (\S+)(?: \((.*)\))?$/.exec(line) ?? []
    if (indent === undefined || path === undefined) continue
    const depth = indent.length / 4
    const pattern = (above[depth - 1] ?? '') + path
    above.splice(depth, above.length, pattern)
    if (methods !== undefined) routes.push({ pattern, methods: methods.split(', ') })
  }
  return routes
}
