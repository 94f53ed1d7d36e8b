/**
 * Which files saw a place, when, and which of their rows are to be read; and where tracks cross there.
 *
 *   npm install oceanid
 *   node rows-at-a-place.ts FOLDER LON LAT RADIUS_KM
 */
import { fileURLToPath } from 'node:url'
import { type Catalog, type CrossoverSearch, crossovers, type GranuleSearch, openCatalog } from 'oceanid'

async function printRows(catalog: Catalog, search: GranuleSearch): Promise<void> {
  for await (const granule of catalog.search(search, { segments: 'matching', paths: true })) {
    const file = granule.assets.data?.href ?? granule.id
    const rows = granule.segments.flatMap(({ rows }) => rows)
    const [first, last] = [Math.min(...rows), Math.max(...rows)]
    console.log(new Date(granule.start).toISOString(), file.replace(/^.*\//, ''), `rows ${first}..${last}`)
  }
}

async function printCrossovers(catalog: Catalog, search: CrossoverSearch): Promise<void> {
  for await (const crossover of crossovers(catalog, search)) {
    if (crossover.mode !== 'crossing') continue
    const { a, b, position, difference } = crossover
    const place = position.map((degrees) => degrees.toFixed(2)).join(' ')
    console.log(`${a.id} crosses ${b.id} at ${place}, ${Math.round(difference / 1000)} s apart`)
  }
}

const [folder, lon, lat, radius] = process.argv.slice(2)
if (folder === undefined || radius === undefined) {
  console.error(`node ${fileURLToPath(import.meta.url)} FOLDER LON LAT RADIUS_KM`)
  process.exit(2)
}
const place = { point: `${lon},${lat}`, radius: Number(radius) }
const catalog = await openCatalog('sqlite::memory:')
try {
  const { added, failed } = await catalog.index(folder)
  console.log(added, 'granules,', failed, 'files that cannot be read')
  await printRows(catalog, { ...place, alongTrack: true })
  const collections = (await catalog.collections()).map(({ id }) => id)
  await printCrossovers(catalog, { ...place, collections, self: true, mode: 'crossing', window: '6h' })
} finally {
  await catalog.close()
}
