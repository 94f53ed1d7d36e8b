import { Agent, request } from 'node:http'
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
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let [next, failed] = [0, 0]
  const post = (body: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
      })
      sent.once('error', reject).end(body)
    })
  const ask = async (end: number, record: boolean) => {
    while (performance.now() < end) {
      const began = performance.now()
      const status = await post(bodies[next++ % bodies.length]!)
      if (!record) continue
      times.push(performance.now() - began)
      if (status !== 200) failed++
    }
  }
  const askAll = (length: number, record: boolean) => {
    const end = performance.now() + 1000 * length
    return Promise.all(Array.from({ length: connections }, () => ask(end, record)))
  }
  await askAll(Math.min(3, seconds), false)
  const began = performance.now()
  await askAll(seconds, true)
  const took = (performance.now() - began) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0
  return { requestsPerSecond: times.length / took, p50: at(0.5), p95: at(0.95), failed }
}

if (!isMainThread && parentPort) {
  const load = workerData as Load
  parentPort.postMessage(await run(load))
}
