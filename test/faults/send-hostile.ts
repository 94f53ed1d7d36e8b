import { Agent, request as send } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { buildApp } from '../../api/app.ts'
import { createRecorder } from '../../api/usage/recorder.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { openSqliteUsage } from '../../catalog/sqlite/usage.ts'
import type { Store } from '../../catalog/store.ts'
import { openFederation } from '../../federation/open.ts'
import { randomGranules } from '../random-granules.ts'
import { seeded } from '../seeded.ts'
import { type HostileRequest, hostileRequest } from './hostile-requests.ts'

export interface HostileReport {
  /** How many answers had each status; 0 where the connection was closed instead. */
  statuses: Map<number, number>
  /** Requests that failed: which, and how. */
  faults: string[]
  slowest: { seconds: number; what: string }
  /** Bytes of the heap after collection, at a fifth of the requests and at the end. */
  heap: [number, number]
}

/** What a server may say of itself: it does not do this, the catalogue is away, the time is over. */
const excused = new Set([501, 503, 504])
const secrets = /node_modules|\bat \S+ \(|\.ts:\d|SQLITE|\/home\/|sqlite_/

/** Sends hostile requests to a server over random granules, a few at once. */
export async function sendHostile(count: number, seed: number): Promise<HostileReport> {
  const random = seeded(seed)
  const store = await openSqliteStore(':memory:')
  await store.put(randomGranules(random, 300))
  const federation = (own: Store) => openFederation({ sources: [{ id: 'own', catalogue: true }] }, own)
  const recorder = createRecorder(() => openSqliteUsage(':memory:'), { days: 1, tell: () => {} })
  const usage = { recorder }
  const app = await buildApp(store, {
    logger: false,
    federation,
    usage,
    timeLimits: { answer: 8, stream: 8 },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const report: HostileReport = {
    statuses: new Map(),
    faults: [],
    slowest: { seconds: 0, what: '' },
    heap: [0, 0],
  }
  let sent = 0
  const worker = async () => {
    while (sent < count) {
      if (sent++ === Math.floor(count / 5)) report.heap[0] = heapNow()
      const request = hostileRequest(random)
      const what = describe(request)
      const begin = performance.now()
      const { status, text } = await answerTo(request, port, agent)
      const seconds = (performance.now() - begin) / 1000
      report.statuses.set(status, (report.statuses.get(status) ?? 0) + 1)
      if (seconds > report.slowest.seconds) report.slowest = { seconds, what }
      if (status >= 500 && !excused.has(status))
        report.faults.push(`${status} ${what}: ${text.slice(0, 200)}`)
      if (status >= 400 && secrets.test(text))
        report.faults.push(`tells of the inside: ${what}: ${text.slice(0, 300)}`)
      if (status === 0) report.faults.push(`${text} ${what}`)
    }
  }
  await Promise.all([worker(), worker(), worker(), worker()])
  report.heap[1] = heapNow()
  agent.destroy()
  await app.close()
  await store.close()
  return report
}

/**
 * Status 0 where the server closed the connection without an answer. A connection that was kept may be closed at any time, and then
 * the request goes again over one of its own, as clients do (RFC 9112 section 9.3.1).
 */
function answerTo(
  request: HostileRequest,
  port: number,
  agent: Agent | false,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const { method, path, headers, body } = request
    const sending = send(
      { host: '127.0.0.1', port, agent, method, path, headers, timeout: 15_000, maxHeaderSize: 131_072 },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', (error) => resolve({ status: 0, text: error.message }))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        )
      },
    )
    sending.on('timeout', () => sending.destroy(new Error('no answer in 15 s')))
    sending.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' && sending.reusedSocket) resolve(answerTo(request, port, false))
      else resolve({ status: 0, text: error.code ?? error.message })
    })
    sending.end(body)
  })
}

function describe({ method, path, headers, body }: HostileRequest): string {
  const sent = body === undefined ? '' : ` ${headers['content-type']} ${String(body).slice(0, 300)}`
  return `${method} ${path.slice(0, 300)}${sent}`
}

function heapNow(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}
