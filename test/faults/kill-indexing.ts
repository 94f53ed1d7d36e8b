import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Granule } from '../../catalog/granule.ts'
import { everyFile } from '../../catalog/ledger.ts'
import { pages } from '../../catalog/pages.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import type { Store } from '../../catalog/store.ts'
import { fixtures, oceanid, start } from '../cli/run.ts'
import { seeded } from '../seeded.ts'

/** Of an import, and of one put. */
const itemsInPart = 2000

const commands = ['index', 'import', 'watch'] as const
type Command = (typeof commands)[number]

/** When kills came: before the first commit, between the first and the last, after the last. */
interface Landed {
  before: number
  within: number
  after: number
}

export interface Killed {
  kills: Record<Command, Landed>
  /** Granules that a killed process had acknowledged. */
  acknowledged: number
  faults: string[]
}

/**
 * Kills `index`, `import` and `watch` in turn, at random moments, on a catalogue each; looks after each kill whether every granule that
 * was acknowledged is there, each whole, and whether the ledger speaks of none that is not. A catalogue that is full is made anew,
 * after a run to the end that has to complete it.
 *
 * @param files granules in the archive that is indexed and watched
 * @param items in the parts that are imported
 */
export async function killIndexing(
  kills: number,
  seed: number,
  { files, items }: { files: number; items: number },
): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-index-kills-'))
  const random = seeded(seed)
  const none = () => ({ before: 0, within: 0, after: 0 })
  const result: Killed = {
    kills: { index: none(), import: none(), watch: none() },
    acknowledged: 0,
    faults: [],
  }
  try {
    const archive = makeArchive(folder, files)
    const parts = await makeParts(folder, archive, items)
    const argumentsOf: Record<Command, string[]> = {
      index: ['index', archive, '--json', '--jobs', '1'],
      import: ['import', ...parts.keys(), '--json'],
      watch: ['watch', archive, '--json', '--jobs', '1', '--settle', '0.1', '--interval', '0.1'],
    }
    const pathOf = (command: Command) => join(folder, `${command}.db`)
    const granulesOf = (command: Command) => (command === 'import' ? items : files)
    const span = {
      index: 4000,
      watch: 4000,
      import: await importTime(argumentsOf.import, join(folder, 'whole.db')),
    }
    for (let kill = 0; kill < kills; kill++) {
      const command = commands[kill % commands.length]!
      const path = pathOf(command)
      const events = await runAndKill(
        [...argumentsOf[command], '--catalog', `sqlite:${path}`],
        path,
        span[command] * random(),
      )
      const told = events.flatMap(({ event, id, file }) =>
        event === 'granule' ? id! : event === 'file' ? parts.get(file!)! : [],
      )
      const count = granulesOf(command)
      result.acknowledged += told.length
      const stored = await inspect(path, told, result.faults)
      result.kills[command][stored === 0 ? 'before' : stored < count ? 'within' : 'after']++
      if (stored < count && kill < kills - commands.length) continue
      const finishing = command === 'import' ? 'import' : 'index'
      const ran = await oceanid([...argumentsOf[finishing], '--catalog', `sqlite:${path}`])
      if (ran.code !== 0)
        result.faults.push(`${finishing} after a kill ended with ${ran.code}: ${ran.stderr}`)
      const after = await inspect(path, [], result.faults)
      if (after !== count) result.faults.push(`${finishing} after a kill left ${after} of ${count}`)
      for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return result
}

export function makeArchive(folder: string, files: number): string {
  const granules = join(fixtures, 'granules')
  const pass = readdirSync(granules).find((name) => name.includes('DALT'))!
  const archive = join(folder, 'archive')
  mkdirSync(archive)
  for (let i = 0; i < files; i++) symlinkSync(join(granules, pass), join(archive, `pass-${i}.nc`))
  return archive
}

/**
 * Parts as jobs write them, with the ids in each: items of one file under many names, so that an import has many commits.
 */
async function makeParts(folder: string, archive: string, items: number): Promise<Map<string, string[]>> {
  const whole = join(folder, 'whole.ndjson')
  await oceanid(['index', join(archive, 'pass-0.nc'), '--output', whole])
  const [collection, line] = readFileSync(whole, 'utf8').split('\n') as [string, string]
  const { segments, ...item } = JSON.parse(line) as {
    id: string
    segments: object[]
    file: { path: string; id: string }
  }
  // Enough of them to see whether they are all there.
  const few = { segments: segments.slice(0, 3) }
  const parts = new Map<string, string[]>()
  for (let first = 0; first < items; first += itemsInPart) {
    const ids = Array.from({ length: Math.min(itemsInPart, items - first) }, (_, i) => `item-${first + i}`)
    const lines = ids.map((id) =>
      JSON.stringify({ ...item, ...few, id, file: { ...item.file, id, path: join(archive, `${id}.nc`) } }),
    )
    const path = join(folder, `part-${first}.ndjson`)
    writeFileSync(path, [collection, ...lines, ''].join('\n'))
    parts.set(path, ids)
  }
  return parts
}

/** Milliseconds that a whole import takes here. */
async function importTime(args: string[], path: string): Promise<number> {
  const began = performance.now()
  await oceanid([...args, '--catalog', `sqlite:${path}`])
  return performance.now() - began
}

/** What was told before the process was gone, which is so long after the catalogue is there. */
async function runAndKill(args: string[], path: string, milliseconds: number): Promise<Told[]> {
  const child = start(args)
  const closed = once(child, 'close')
  const told: Told[] = []
  createInterface(child.stdout!).on('line', (line) => told.push(readEvent(line)))
  // However long the process takes to begin.
  while (!existsSync(path) && child.exitCode === null) await sleep(10)
  await Promise.race([sleep(milliseconds), closed])
  child.kill('SIGKILL')
  await closed
  return told
}

interface Told {
  event?: string
  id?: string
  file?: string
}

/** A line that the kill cut off tells nothing. */
function readEvent(line: string): Told {
  try {
    return JSON.parse(line) as Told
  } catch {
    return {}
  }
}

/** How many granules are there; what is wrong with them is added to the faults. */
async function inspect(path: string, told: string[], faults: string[]): Promise<number> {
  let store: Store
  try {
    store = await openSqliteStore(path)
  } catch (error) {
    faults.push(`cannot be opened: ${String(error)}`)
    return 0
  }
  try {
    const ids = new Set<string>()
    const shapes = new Set<string>()
    const some: Granule[] = []
    for await (const { granules } of pages(store, {}, { segments: true, tracks: true }, Infinity)) {
      some.push(...granules.slice(0, 5 - some.length))
      for (const { id, geometry, segments, track } of granules) {
        ids.add(id)
        shapes.add(JSON.stringify([geometry, segments, track]))
      }
    }
    for (const id of told) if (!ids.has(id)) faults.push(`${id} was acknowledged and is not there`)
    for await (const { path: file, outcome, id } of everyFile(store, {})) {
      if (outcome === 'indexed' && !ids.has(id!))
        faults.push(`${file} is remembered and its granule is not there`)
    }
    if (shapes.size > 1) faults.push('a granule of the same content is not like the others')
    for (const { collection, id, geometry } of some) {
      const found = await store.count({ area: geometry, ids: [id], collections: [collection] })
      if (found !== 1) faults.push(`${id} is not found by its own footprint`)
    }
    return ids.size
  } finally {
    await store.close()
    faults.push(...unsound(path))
  }
}

function unsound(path: string): string[] {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const { file, places } = database
      .prepare("SELECT (SELECT * FROM pragma_integrity_check) AS file, rtreecheck('place') AS places")
      .get() as { file: string; places: string }
    return [file, places].filter((word) => word !== 'ok')
  } finally {
    database.close()
  }
}
