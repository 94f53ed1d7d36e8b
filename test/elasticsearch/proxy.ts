import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from 'node:http'

/** What a proxy does with a request: passes it on, or gives an answer of its own. */
export type Meddle = (
  method: string,
  path: string,
  body: string,
) => Answer | undefined | Promise<Answer | undefined>

export interface Answer {
  status: number
  body: object
  /** Pass it on too, and only then answer so: what was asked has been done and its answer is lost. */
  after?: boolean
}

/** Stands between a store and a node, to be as busy, slow or forbidding as a test wants. */
export interface TestProxy {
  url: string
  meddle: Meddle
  close(): Promise<void>
}

export async function startProxy(target: string): Promise<TestProxy> {
  const proxy: TestProxy = { url: '', meddle: () => undefined, close: async () => {} }
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const answer = await proxy.meddle(incoming.method ?? 'GET', incoming.url ?? '/', body.toString())
    if (answer && !answer.after) return send(outgoing, answer)
    const onward = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: headersOf(incoming.headers) },
      (response) => {
        if (answer) {
          response.resume().on('end', () => send(outgoing, answer))
          return
        }
        outgoing.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    onward.end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  proxy.url = `http://127.0.0.1:${address.port}`
  proxy.close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return proxy
}

function send(outgoing: ServerResponse, { status, body }: Answer): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' })
  outgoing.end(JSON.stringify(body))
}

function headersOf({ connection: _, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return headers
}
