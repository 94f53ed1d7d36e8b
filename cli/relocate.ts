import type { Asset, Collection, Granule } from '../catalog/granule.ts'
import { everyFile, type FileRecord } from '../catalog/ledger.ts'
import { pages } from '../catalog/pages.ts'
import type { Store } from '../catalog/store.ts'
import type { Relocation } from './relocation.ts'

export interface RelocationReport {
  granules: number
  /** That the catalogue remembers. */
  files: number
  /** Descriptions of collections. */
  descriptions: number
}

export interface RelocateOptions {
  /** In these alone; in all where it is empty. */
  collections: string[]
  /** Count, and change nothing. */
  dryRun: boolean
  /** Ends the work after the batch in hand. */
  signal: AbortSignal
}

/** Records of files in one change. */
const batch = 500

/**
 * Writes each place that a catalogue holds anew where it moves: addresses of assets, paths of files that are remembered, and in
 * descriptions the folder and the templates. What was written before it was ended is not counted again.
 */
export async function relocate(
  store: Store,
  relocation: Relocation,
  options: RelocateOptions,
): Promise<RelocationReport> {
  const report = { granules: 0, files: 0, descriptions: 0 }
  const granules = await moveGranules(store, relocation, options, report)
  if (granules) await moveFiles(store, relocation, options, report)
  if (!options.signal.aborted) await moveDescriptions(store, relocation, options, report)
  return report
}

/** Pages go by start, which stays: what was changed does not come again. False where it was ended. */
async function moveGranules(
  store: Store,
  relocation: Relocation,
  { collections, dryRun, signal }: RelocateOptions,
  report: RelocationReport,
): Promise<boolean> {
  const what = { sort: [], segments: true, tracks: true }
  for await (const page of pages(store, { collections }, what, Number.POSITIVE_INFINITY)) {
    const changed = page.granules.flatMap((granule) => movedGranule(granule, relocation) ?? [])
    if (!dryRun && changed.length > 0) await store.put(changed)
    report.granules += changed.length
    if (signal.aborted) return false
  }
  return true
}

/** Newer than what was read, and older than what another process stores meanwhile. */
function movedGranule(granule: Granule, { href }: Relocation): Granule | undefined {
  let isMoved = false
  const assets = Object.entries(granule.assets).map(([key, asset]): [string, Asset] => {
    const moved = href(asset.href)
    isMoved ||= moved !== undefined
    return [key, moved === undefined ? asset : { ...asset, href: moved }]
  })
  return isMoved
    ? { ...granule, assets: Object.fromEntries(assets), updated: granule.updated + 1 }
    : undefined
}

/** So that the next run takes the files, where they are now, for those that it knows. */
async function moveFiles(
  store: Store,
  relocation: Relocation,
  { collections, dryRun, signal }: RelocateOptions,
  report: RelocationReport,
): Promise<void> {
  if (relocation.folder === undefined) return
  let gathered: [FileRecord, path: string][] = []
  const write = async () => {
    if (gathered.length === 0) return
    const records = gathered.map(([record, path]) => ({ ...record, path }))
    // A file that was read at its new place is remembered as it was read there.
    const known = new Set((await store.files(records.map(({ path }) => path))).map(({ path }) => path))
    await store.put(
      [],
      records.filter(({ path }) => !known.has(path)),
    )
    await store.forgetFiles(gathered.map(([{ path }]) => path))
    gathered = []
  }
  for await (const record of everyFile(store, { under: relocation.folder })) {
    const path = relocation.path(record.path)
    const isMeant = collections.length === 0 || collections.some((id) => id === record.collection)
    if (path === undefined || !isMeant) continue
    report.files++
    if (!dryRun) gathered.push([record, path])
    if (gathered.length === batch) await write()
    if (signal.aborted) break
  }
  await write()
}

async function moveDescriptions(
  store: Store,
  relocation: Relocation,
  { collections, dryRun }: RelocateOptions,
  report: RelocationReport,
): Promise<void> {
  for (const { granules: _, extent: __, ...collection } of await store.collections()) {
    if (collections.length > 0 && !collections.includes(collection.id)) continue
    const changed = movedDescription(collection, relocation)
    if (!changed) continue
    report.descriptions++
    if (!dryRun) await store.putCollection(changed)
  }
}

function movedDescription(collection: Collection, relocation: Relocation): Collection | undefined {
  const { root, href, quicklook } = collection
  const template = (one: NonNullable<typeof quicklook>) => ({
    ...one,
    href: relocation.href(one.href) ?? one.href,
  })
  const changed = {
    ...collection,
    ...(root !== undefined && { root: relocation.path(root) ?? root }),
    ...(href && { href: href.map(template) }),
    ...(quicklook && { quicklook: template(quicklook) }),
  }
  return JSON.stringify(changed) === JSON.stringify(collection) ? undefined : changed
}
