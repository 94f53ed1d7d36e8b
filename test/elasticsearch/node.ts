import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { assembleHome } from './assemble.ts'

/** A real Elasticsearch node of the tests' own, on a free port, with its data in a temporary folder. */
export interface TestNode {
  url: string
  /** Of its process, while it runs. */
  pid(): number | undefined
  /** Stops it as a power cut would, and leaves its data. */
  kill(): Promise<void>
  /** Starts it again on the same port and data. */
  start(): Promise<void>
  /** Holds it still (SIGSTOP), as one that is swapping does; `resume` lets it go on. */
  pause(): void
  resume(): void
  /** Stops it and removes its data. */
  close(): Promise<void>
}

/** @param heap in megabytes */
export async function startNode(heap = 768): Promise<TestNode> {
  const home = await assembleHome()
  const data = await mkdtemp(join(tmpdir(), 'oceanid-node-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  const start = async () => {
    child = launch(home, data, port, heap)
    await ready(child, url)
  }
  const end = async (signal: NodeJS.Signals) => {
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const exit = once(ending, 'exit')
    ending.kill('SIGCONT')
    ending.kill(signal)
    await exit
  }
  await start()
  return {
    url,
    pid: () => child?.pid,
    start,
    kill: () => end('SIGKILL'),
    pause: () => child?.kill('SIGSTOP'),
    resume: () => child?.kill('SIGCONT'),
    async close() {
      await end('SIGKILL')
      await rm(data, { recursive: true, force: true })
    },
  }
}

function launch(home: string, data: string, port: number, heap: number): ChildProcess {
  const lib = join(home, 'lib')
  const flags = [
    `-Xms${heap}m`,
    `-Xmx${heap}m`,
    '-XX:+UseG1GC',
    '--module-path',
    lib,
    '--add-modules=ALL-MODULE-PATH',
    '--add-modules=jdk.net',
    '--add-opens=java.base/java.io=org.elasticsearch.preallocate',
    '-cp',
    join(home, 'classes'),
    `-Des.path.home=${home}`,
    '-Dlog4j2.disable.jmx=true',
    '-Des.distribution.type=zip',
    'oceanid.test.TestNode',
    home,
    data,
    String(port),
  ]
  // What it writes is dropped: its log is kept in its data folder. Its input stays open as long as this process lives.
  return spawn('java', flags, { stdio: ['pipe', 'ignore', 'pipe'] })
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  let complaints = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-4000)
  })
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(200)) {
    if (child.exitCode !== null) throw new Error(`the Elasticsearch node ended at once:\n${complaints}`)
    try {
      const health = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=60s`)
      if (health.ok) return
    } catch {
      // It does not listen yet.
    }
  }
  throw new Error(`the Elasticsearch node did not answer within two minutes:\n${complaints}`)
}

/** Below those that the system gives to whoever connects: it stays free until the node listens, and while it is away. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(20_000 * Math.random())
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
