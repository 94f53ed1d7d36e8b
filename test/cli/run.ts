import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const launcher = fileURLToPath(new URL('../../bin/oceanid.js', import.meta.url))
export const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))

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
