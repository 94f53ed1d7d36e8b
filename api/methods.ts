import type { FastifyInstance } from 'fastify'

/** The methods that an address answers to; none where nothing is. */
export type MethodsAt = (url: string) => string[]

/** Remembers the routes that `app` and what is registered on it get after this. */
export function rememberMethods(app: FastifyInstance): MethodsAt {
  const byPattern = new Map<string, { path: RegExp; methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    const route = byPattern.get(url) ?? { path: pathOf(url), methods: new Set(['OPTIONS']) }
    for (const one of [method].flat()) route.methods.add(one)
    byPattern.set(url, route)
  })
  return (url) => {
    const path = url.replace(/[?#].*$/s, '')
    const found = [...byPattern.values()].filter((route) => route.path.test(path))
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort()
  }
}

/** A route's pattern as a regular expression: `:name` stands for one segment; a pattern with `*` is no address of its own. */
function pathOf(pattern: string): RegExp {
  if (pattern.includes('*')) return /^(?!)/
  const segments = pattern
    .replace(/\/$/, '')
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${segments.join('/')}/?$`)
}
