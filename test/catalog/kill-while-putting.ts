import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import type { Granule } from '../../catalog/granule.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { randomGranules } from '../random-granules.ts'
import { seeded } from '../seeded.ts'

const batchSize = 8

/** A batch tells by its `version` which it is; every other one replaces the granules of the batch before. */
export function batchOf(number: number): Granule[] {
  const name = number - (number % 2)
  return randomGranules(seeded(number), batchSize).map((granule, i) => ({
    ...granule,
    collection: 'killed',
    id: `${name}-${i}`,
    properties: { version: number },
  }))
}

/** Starts a process that puts, kills it after so many milliseconds of putting, and gives the last batch that it acknowledged. */
export async function killWhilePutting(path: string, first: number, milliseconds: number): Promise<number> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('put-until-killed.ts', import.meta.url)), path, String(first)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let printed = ''
  child.stdout.on('data', (data) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), milliseconds)
    printed += data
  })
  await once(child, 'close')
  const acknowledged = printed.split('\n').slice(1, -1).map(Number)
  return acknowledged.at(-1) ?? first - 1
}

/**
 * What is wrong with the catalogue, given the last batch that was acknowledged: every granule of it and of those
 * before must be there as put last, and of the batch after all or none.
 */
export async function faultsAfterKill(path: string, last: number): Promise<string[]> {
  const faults: string[] = []
  const store = await openSqliteStore(path)
  const versionsOf = async (number: number) => {
    const found = await Promise.all(batchOf(number).map(({ id }) => store.get('killed', id)))
    return found.map((granule) => granule?.properties.version)
  }
  const after = await versionsOf(last + 1)
  const isAfterThere = after[0] === last + 1
  if (after.some((version) => (version === last + 1) !== isAfterThere))
    faults.push(`half of batch ${last + 1}: ${after}`)
  const reached = isAfterThere ? last + 1 : last
  let expected = 0
  for (let name = 0; name <= reached; name += 2) {
    const newest = Math.min(name + 1, reached)
    expected += batchSize
    const versions = await versionsOf(newest)
    if (versions.some((version) => version !== newest))
      faults.push(`batch ${newest} is not whole: ${versions}`)
  }
  // Killed at once, it may have acknowledged nothing at all.
  for (const { geometry, id } of reached >= 0 ? batchOf(reached).slice(0, 1) : []) {
    const byPlace = await store.count({ area: geometry, ids: [id] })
    if (byPlace !== 1) faults.push('a granule is not found by its own footprint')
  }
  const whole = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [-180, -90],
        [180, -90],
        [180, 90],
        [-180, 90],
        [-180, -90],
      ] as [number, number][],
    ],
  }
  const counts = [
    await store.count({}),
    await store.count({ where: { op: '>=', property: 'version', value: 0 } }),
  ]
  counts.push(await store.count({ area: whole }), (await store.collection('killed'))?.granules ?? 0)
  if (counts.some((count) => count !== expected)) faults.push(`counted ${counts}, put ${expected}`)
  await store.close()
  const database = new DatabaseSync(path, { readOnly: true })
  const sound = database
    .prepare("SELECT (SELECT * FROM pragma_integrity_check) AS file, rtreecheck('place') AS places")
    .get()
  if (sound?.file !== 'ok' || sound.places !== 'ok') faults.push(`${sound?.file}; ${sound?.places}`)
  const orphans = database
    .prepare(
      `SELECT (SELECT count(*) FROM granule) - (SELECT count(*) FROM footprint) AS footprints,
         (SELECT count(*) FROM place) - (SELECT ifnull(sum(places), 0) FROM stratum) AS places`,
    )
    .get()
  if (orphans?.footprints !== 0 || orphans.places !== 0) faults.push(`left over: ${JSON.stringify(orphans)}`)
  database.close()
  return faults
}
