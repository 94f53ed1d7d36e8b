import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What an address was asked for, before it is read: text, or a list where a name was given more than once. */
export type RawParameters = Readonly<Record<string, unknown>>

/** Of the request, without its query. */
export function pathOf({ url }: FastifyRequest): string {
  return url.replace(/\?.*$/s, '')
}

/** The parameters of the address, and of the form that a POST brings. */
export function parametersSent({ query, body }: FastifyRequest): RawParameters {
  return { ...(query as RawParameters), ...(body as RawParameters | undefined) }
}

/** Takes the parameters as a form too: an area of many corners makes an address longer than servers and proxies take. */
export function takeForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, text: string) => {
      const form = new URLSearchParams(text)
      return Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]))
    },
  )
}
