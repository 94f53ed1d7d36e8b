import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import pLimit from 'p-limit'

const launcher = fileURLToPath(new URL('../../bin/oceanid.js', import.meta.url))
export const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))

/** The swath across the antimeridian. */
export const swath = '20250601015000-OCEANID-L2P_GHRSST-SSTskin-DSR-DEMO1-v02.1-fv01.0'

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** Starts the real command line in a process of its own. */
export function start(args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [launcher, ...args], { env: surroundings(env) })
}

/** Runs it to its end in a process of its own, beside others. */
export async function oceanidApart(args: string[], input = ''): Promise<Ran> {
  const child = start(args)
  child.stdin!.end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')])
  return { code: child.exitCode, stdout, stderr }
}

const oneAtATime = pLimit(1)

/** Runs a command to its end in this process, with streams, environment and exit code of its own; one after the other. */
export function oceanid(args: string[], input = '', env: Record<string, string> = {}): Promise<Ran> {
  return oneAtATime(() => runHere(args, input, env))
}

async function runHere(args: string[], input: string, env: Record<string, string>): Promise<Ran> {
  const { main } = await import('../../cli/main.ts')
  const [stdout, stderr] = [collecting(), collecting()]
  const own = {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: surroundings(env),
  }
  const others = Object.getOwnPropertyDescriptors(process)
  for (const [name, value] of Object.entries(own)) {
    Object.defineProperty(process, name, { value, writable: true, configurable: true, enumerable: true })
  }
  const { exitCode } = process
  process.exitCode = undefined
  try {
    await main(args)
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() }
  } finally {
    process.exitCode = exitCode
    for (const name of Object.keys(own) as (keyof typeof own)[]) {
      Object.defineProperty(process, name, others[name]!)
    }
  }
}

function collecting(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString() }
}

/** What the machine has, but no catalogue. */
function surroundings(env: Record<string, string>): NodeJS.ProcessEnv {
  const { OCEANID_CATALOG, ...inherited } = process.env
  return { ...inherited, ...env }
}

/** Ids of what was written as ndjson. */
export function idsOf({ stdout }: Ran): string[] {
  const lines = stdout.split('\n').filter((line) => line !== '')
  return lines.map((line) => (JSON.parse(line) as { id: string }).id)
}
