import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { pages } from '../../catalog/pages.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { granuleFeature } from '../../cli/output/feature.ts'
import type { Ran } from '../cli/run.ts'
import { randomGranules } from '../random-granules.ts'
import { seeded } from '../seeded.ts'

const launcher = fileURLToPath(new URL('../../bin/oceanid.js', import.meta.url))
const itemsInPart = 500

/** Files of items to import, with the keys in each. */
export function writeParts(folder: string, parts: number, seed: number): Map<string, string[]> {
  const random = seeded(seed)
  const written = new Map<string, string[]>()
  for (let part = 0; part < parts; part++) {
    const granules = randomGranules(random, itemsInPart).map((granule, i) => ({
      ...granule,
      id: `part-${part}-${i}`,
    }))
    const path = join(folder, `part-${part}.ndjson`)
    writeFileSync(path, granules.map((granule) => `${JSON.stringify(granuleFeature(granule))}\n`).join(''))
    written.set(
      path,
      granules.map(({ collection, id }) => `${collection}/${id}`),
    )
  }
  return written
}

/** Runs the command line after other commands of a shell, as another user where one is named. */
export async function oceanidAfter(prelude: string, args: string[], uid?: number): Promise<Ran> {
  const script = `${prelude}; exec "$0" "$@"`
  const child = spawn('sh', ['-c', script, process.execPath, launcher, ...args], {
    env: { PATH: process.env.PATH, HOME: '/' },
    ...(uid !== undefined && { uid, gid: uid }),
  })
  child.stdin.end()
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, stdout, stderr }
}

/** What is wrong with an import that ran out of room, and with the catalogue that it left. */
export async function faultsWithoutRoom(
  ran: Ran,
  parts: Map<string, string[]>,
  path: string,
): Promise<string[]> {
  const faults: string[] = []
  if (ran.code !== 2) faults.push(`exit code ${ran.code}`)
  if (!/(cannot grow: the disk is full|cannot be read or written: check the disk)/.test(ran.stderr))
    faults.push(`it says: ${ran.stderr}`)
  const stored = await keysIn(path)
  const events = ran.stdout.split('\n').filter((line) => line.startsWith('{"event":"file"'))
  for (const line of events) {
    const { file } = JSON.parse(line) as { file: string }
    if (parts.get(file)?.some((key) => !stored.has(key)))
      faults.push(`${file} was acknowledged and is not whole`)
  }
  if (events.length === 0) faults.push('it was full before the first part was in')
  if (stored.size >= parts.size * itemsInPart) faults.push('there was room for all')
  for (const keys of parts.values()) {
    const there = keys.filter((key) => stored.has(key)).length
    if (there !== 0 && there !== keys.length)
      faults.push(`${there} of the ${keys.length} items of a put are there`)
  }
  return faults
}

/** Keys of all granules, each found again by its own footprint. */
export async function keysIn(path: string): Promise<Set<string>> {
  const store = await openSqliteStore(path)
  try {
    const keys = new Set<string>()
    for await (const { granules } of pages(store, {}, {}, Infinity)) {
      for (const { collection, id } of granules) keys.add(`${collection}/${id}`)
      const { collection, id, geometry } = granules[0] ?? {}
      if (geometry && (await store.count({ area: geometry, ids: [id!], collections: [collection!] })) !== 1)
        throw new Error(`${id} is not found by its own footprint`)
    }
    return keys
  } finally {
    await store.close()
  }
}
