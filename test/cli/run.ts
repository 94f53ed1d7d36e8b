import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

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
  const { OCEANID_CATALOG, ...inherited } = process.env
  return spawn(process.execPath, [launcher, ...args], { env: { ...inherited, ...env } })
}

/** Runs it to its end. */
export async function oceanid(args: string[], input = '', env: Record<string, string> = {}): Promise<Ran> {
  const child = start(args, env)
  child.stdin!.end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')])
  return { code: child.exitCode, stdout, stderr }
}

/** Ids of what was written as ndjson. */
export function idsOf({ stdout }: Ran): string[] {
  const lines = stdout.split('\n').filter((line) => line !== '')
  return lines.map((line) => (JSON.parse(line) as { id: string }).id)
}
