import { connect, type Socket } from 'node:net'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

export interface LoadResult {
  requestsPerSecond: number
  /** Milliseconds. */
  p50: number
  p95: number
  failed: number
}

interface Load {
  url: string
  bodies: string[]
  connections: number
  seconds: number
}

/** Puts bodies one after another to an address, over as many connections as given, from a thread of its own. */
export function loadHttp(load: Load): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: load })
    worker.once('message', resolve).once('error', reject)
  })
}

async function run({ url, bodies, connections, seconds }: Load): Promise<LoadResult> {
  const { hostname, port, host, pathname, search } = new URL(url)
  const requests = bodies.map((body) =>
    Buffer.from(
      `POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  )
  const lines = await Promise.all(
    Array.from({ length: connections }, () => openLine(hostname, Number(port || 80))),
  )
  const times: number[] = []
  let [next, failed] = [0, 0]
  const ask = async (line: Line, end: number, record: boolean) => {
    while (performance.now() < end) {
      const began = performance.now()
      const status = await line.ask(requests[next++ % requests.length]!)
      if (!record) continue
      times.push(performance.now() - began)
      if (status !== 200) failed++
    }
  }
  const askAll = (length: number, record: boolean) => {
    const end = performance.now() + 1000 * length
    return Promise.all(lines.map((line) => ask(line, end, record)))
  }
  await askAll(Math.min(3, seconds), false)
  const began = performance.now()
  await askAll(seconds, true)
  const took = (performance.now() - began) / 1000
  for (const line of lines) line.close()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0
  return { requestsPerSecond: times.length / took, p50: at(0.5), p95: at(0.95), failed }
}

/** A connection that stays open and carries one request at a time. */
interface Line {
  /** Gives the status once the whole answer is there. */
  ask(request: Buffer): Promise<number>
  close(): void
}

/** Reads of an answer only where it ends: a client that understood HTTP whole would take as long as the server. */
async function openLine(host: string, port: number): Promise<Line> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = connect({ host, port, noDelay: true }, () => resolve(opening)).once('error', reject)
  })
  let [answered, failed]: [(status: number) => void, (error: Error) => void] = [() => {}, () => {}]
  let [status, left] = [0, 0]
  let head: Buffer | undefined
  socket.on('data', (piece) => {
    if (status === 0) {
      head = head ? Buffer.concat([head, piece]) : piece
      const end = head.indexOf('\r\n\r\n')
      if (end === -1) return
      const text = head.toString('latin1', 0, end)
      status = Number(text.slice(9, 12))
      const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
      left = length === undefined ? Number.POSITIVE_INFINITY : Number(length)
      left -= head.length - end - 4
      head = undefined
    } else left -= piece.length
    const isOver = left === Number.POSITIVE_INFINITY ? endsChunks(piece) : left <= 0
    if (!isOver) return
    const told = status
    status = 0
    answered(told)
  })
  socket.once('error', (error) => failed(error))
  socket.once('close', () => failed(new Error(`${host}:${port} closed the connection`)))
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        ;[answered, failed] = [resolve, reject]
        socket.write(request)
      }),
    close() {
      failed = () => {}
      socket.destroy()
    },
  }
}

/** The last chunk of an answer without a length (RFC 9112 section 7.1). */
function endsChunks(piece: Buffer): boolean {
  return piece.subarray(-5).equals(lastChunk)
}

const lastChunk = Buffer.from('0\r\n\r\n')

if (!isMainThread && parentPort) {
  const load = workerData as Load
  parentPort.postMessage(await run(load))
}
