import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { everyFile } from '../../catalog/ledger.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import type { Store } from '../../catalog/store.ts'
import { fixtures, oceanid, start } from '../cli/run.ts'
import { seeded } from '../seeded.ts'

const commands = ['index', 'import', 'watch'] as const
type Command = (typeof commands)[number]

export interface Killed {
  kills: Record<Command, number>
  /** Kills that came while some granules were stored and others were not. */
  amid: number
  /** Granules that a killed process had acknowledged. */
  acknowledged: number
  faults: string[]
}

/**
 * Kills `index`, `import` and `watch` in turn, at random moments, on a catalogue each; looks after each kill whether every granule that
 * was acknowledged is there, each whole, and whether the ledger speaks of none that is not. A catalogue that is full is made anew,
 * after a run to the end that has to complete it.
 *
 * @param files granules in the archive
 */
export async function killIndexing(kills: number, seed: number, files: number): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-index-kills-'))
  const random = seeded(seed)
  const result: Killed = { kills: { index: 0, import: 0, watch: 0 }, amid: 0, acknowledged: 0, faults: [] }
  try {
    const archive = makeArchive(folder, files)
    const items = join(folder, 'items.ndjson.gz')
    await oceanid(['index', archive, '--output', items])
    const argumentsOf: Record<Command, string[]> = {
      index: ['index', archive, '--json', '--jobs', '1'],
      import: ['import', items, '--json'],
      watch: ['watch', archive, '--json', '--jobs', '1', '--settle', '0.1', '--interval', '0.1'],
    }
    const pathOf = (command: Command) => join(folder, `${command}.db`)
    for (let kill = 0; kill < kills; kill++) {
      const command = commands[kill % commands.length]!
      const path = pathOf(command)
      const told = await runAndKill(
        [...argumentsOf[command], '--catalog', `sqlite:${path}`],
        path,
        (command === 'import' ? 400 : 4000) * random(),
      )
      result.kills[command]++
      result.acknowledged += told.length
      const stored = await inspect(path, told, result.faults)
      if (stored > 0 && stored < files) result.amid++
      if (stored < files && kill < kills - commands.length) continue
      const finishing = command === 'import' ? 'import' : 'index'
      const ran = await oceanid([...argumentsOf[finishing], '--catalog', `sqlite:${path}`])
      if (ran.code !== 0)
        result.faults.push(`${finishing} after a kill ended with ${ran.code}: ${ran.stderr}`)
      const after = await inspect(path, [], result.faults)
      if (after !== files) result.faults.push(`${finishing} after a kill left ${after} of ${files}`)
      for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return result
}

function makeArchive(folder: string, files: number): string {
  const granules = join(fixtures, 'granules')
  const pass = readdirSync(granules).find((name) => name.includes('DALT'))!
  const archive = join(folder, 'archive')
  mkdirSync(archive)
  for (let i = 0; i < files; i++) symlinkSync(join(granules, pass), join(archive, `pass-${i}.nc`))
  return archive
}

/** Ids that were told as stored before the process was gone, which is so long after the catalogue is there. */
async function runAndKill(args: string[], path: string, milliseconds: number): Promise<string[]> {
  const child = start(args)
  const closed = once(child, 'close')
  const told: string[] = []
  createInterface(child.stdout!).on('line', (line) => {
    const { event, id } = readEvent(line)
    if (event === 'granule' && id !== undefined) told.push(id)
  })
  // However long the process takes to begin.
  while (!existsSync(path) && child.exitCode === null) await sleep(10)
  await Promise.race([sleep(milliseconds), closed])
  child.kill('SIGKILL')
  await closed
  return told
}

/** A line that the kill cut off tells nothing. */
function readEvent(line: string): { event?: string; id?: string } {
  try {
    return JSON.parse(line) as { event?: string; id?: string }
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
    const { granules } = await store.search({}, { limit: 10_000, segments: true, tracks: true })
    const ids = new Set(granules.map(({ id }) => id))
    for (const id of told) if (!ids.has(id)) faults.push(`${id} was acknowledged and is not there`)
    for await (const { path: file, outcome, id } of everyFile(store, {})) {
      if (outcome === 'indexed' && !ids.has(id!))
        faults.push(`${file} is remembered and its granule is not there`)
    }
    const shapes = new Set(
      granules.map(({ geometry, segments, track }) => JSON.stringify([geometry, segments, track])),
    )
    if (shapes.size > 1) faults.push('a granule of the same content is not like the others')
    for (const { collection, id, geometry } of granules.slice(0, 5)) {
      const found = await store.count({ area: geometry, ids: [id], collections: [collection] })
      if (found !== 1) faults.push(`${id} is not found by its own footprint`)
    }
    return granules.length
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
