import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { openElasticsearchStore } from '../../catalog/elasticsearch/store.ts'
import { CatalogUnavailableError } from '../../catalog/errors.ts'
import type { Granule } from '../../catalog/granule.ts'
import { everyFile } from '../../catalog/ledger.ts'
import { pages } from '../../catalog/pages.ts'
import type { Store } from '../../catalog/store.ts'
import { itemOf } from './moving-items.ts'

/** Searches while nodes came and went. */
export interface Searched {
  answered: number
  /** Which said that the node is away. */
  away: number
}

/** What is wrong with the items of a catalogue. @param isComplete each is there as it is in this generation, and nothing else */
export async function inspectItems(
  url: string,
  names: string[],
  generation: number,
  told: ReadonlySet<string>,
  isComplete: boolean,
): Promise<string[]> {
  const store = await openElasticsearchStore(url)
  try {
    const faults = itemFaults(await everyGranule(store), names, generation, told, isComplete)
    const expected = names.map((name) => itemOf(name, generation))
    for (const granule of isComplete ? expected.slice(0, 20) : []) {
      const { collection, id, geometry, start } = granule
      const query = { collections: [collection], ids: [id], area: geometry, period: { start, end: start } }
      if ((await store.count(query)) !== 1) faults.push(`${id} is not found by its own place and time`)
    }
    return faults
  } finally {
    await store.close()
  }
}

/**
 * What is wrong with items that were found: each of those that were told of is there once, in this generation; of the others at
 * least one is, in this or the one before; each is whole.
 */
export function itemFaults(
  found: Granule[],
  names: Iterable<string>,
  generation: number,
  told: ReadonlySet<string>,
  isComplete: boolean,
): string[] {
  const faults: string[] = []
  const copies = Map.groupBy(found, ({ id }) => id)
  for (const name of names) {
    const own = copies.get(name) ?? []
    copies.delete(name)
    const at = own.map((granule) =>
      [generation, generation - 1].find((one) => isDeepStrictEqual(granule, itemOf(name, one))),
    )
    const isSettled = isComplete || told.has(name)
    if (at.includes(undefined)) faults.push(`${name} is like none that was put: ${JSON.stringify(own)}`)
    else if (at.length === 0) faults.push(`${name} is not there`)
    else if (isSettled && (at.length > 1 || at[0] !== generation))
      faults.push(`${name} is there of generation ${at.join(' and ')}, not of ${generation}`)
  }
  for (const name of copies.keys()) faults.push(`${name} was never put`)
  return faults
}

/** What is wrong with a catalogue of files that all have the same content. */
export async function inspectFiles(
  url: string,
  files: number,
  told: ReadonlySet<string>,
  isComplete: boolean,
): Promise<string[]> {
  const store = await openElasticsearchStore(url)
  try {
    const found = await everyGranule(store)
    const ids = new Set(found.map(({ id }) => id))
    const faults: string[] = []
    for (const id of told) if (!ids.has(id)) faults.push(`${id} was acknowledged and is not there`)
    let remembered = 0
    for await (const { path, outcome, id } of everyFile(store, {})) {
      remembered++
      if (outcome !== 'indexed' || !ids.has(id!))
        faults.push(`${path} is remembered, and its granule is not there`)
    }
    const shapes = new Set(
      found.map(({ geometry, segments, track }) => JSON.stringify([geometry, segments, track])),
    )
    if (shapes.size > 1) faults.push('a granule of the same content is not like the others')
    if (ids.size < found.length) faults.push(`${found.length - ids.size} granules are there twice`)
    if (isComplete && (ids.size !== files || remembered !== files))
      faults.push(`${ids.size} granules and ${remembered} files of ${files}`)
    return faults
  } finally {
    await store.close()
  }
}

/** Searches until it is told to stop; the answers that are wrong are among the faults. */
export async function searchOn(
  url: string,
  names: string[],
  generation: number,
  told: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Searched & { faults: string[] }> {
  const result = { answered: 0, away: 0, faults: [] as string[] }
  const store = await openElasticsearchStore(url, { timeout: 3_000, patience: { read: 500 } })
  try {
    for (let first = 0; !signal.aborted; first = (first + 50) % names.length) {
      const ids = names.slice(first, first + 50)
      const before = new Set(ids.filter((id) => told.has(id)))
      try {
        const { granules } = await store.search({ collections: ['sst'], ids }, { limit: 200, segments: true })
        result.answered++
        result.faults.push(...itemFaults(granules, ids, generation, before, false))
      } catch (error) {
        if (!(error instanceof CatalogUnavailableError)) throw error
        result.away++
      }
      await sleep(50)
    }
  } finally {
    await store.close()
  }
  return result
}

async function everyGranule(store: Store): Promise<Granule[]> {
  const all: Granule[] = []
  for await (const { granules } of pages(store, {}, { segments: true, tracks: true }, Infinity))
    all.push(...granules)
  return all
}
