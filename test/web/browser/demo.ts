import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../../api/app.ts'
import { outline, polarOrbit } from '../../../bench/synthetic.ts'
import { boundingBox } from '../../../catalog/geometry/bounds.ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { resource } from '../../../catalog/resource.ts'
import type { Store } from '../../../catalog/store.ts'
import { findFiles } from '../../../indexer/find-files.ts'
import { indexFiles } from '../../../indexer/pipeline.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'

const minute = 60_000
const start = Date.UTC(2025, 5, 1, 6)

export interface Demo {
  store: Store
  /** Where it is served, with a slash at the end. */
  address: string
  app: FastifyInstance
}

/** The catalogue of the fixtures, and with it two footprints that no file of them has, served. */
export async function serveDemo(): Promise<Demo> {
  const store = openScanStore()
  const { files } = await findFiles([fileURLToPath(resource('fixtures/granules'))])
  await indexFiles(files, store, { jobs: 2 }, () => {})
  await store.put([madeUp('more-than-a-turn', moreThanATurn()), madeUp('tiny', tiny)])
  const app = await buildApp(store)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  return { store, app, address: `${address}/` }
}

/** An orbit and a quarter, in stretches that overlap each other near the poles. */
function moreThanATurn(): Geometry {
  const orbit = polarOrbit(seeded(5))
  const part = orbit.minutes * minute * 0.05
  const stretches = Array.from({ length: 25 }, (_, i) =>
    outline(orbit, start + i * part, start + (i + 1) * part, 0.12, 5, 3),
  )
  return {
    type: 'MultiPolygon',
    coordinates: stretches.flatMap((one) =>
      one.type === 'MultiPolygon' ? one.coordinates : one.type === 'Polygon' ? [one.coordinates] : [],
    ),
  }
}

const tiny: Geometry = {
  type: 'Polygon',
  coordinates: [
    [
      [-28.2, 38.2],
      [-27.8, 38.2],
      [-27.8, 38.5],
      [-28.2, 38.5],
      [-28.2, 38.2],
    ],
  ],
}

function madeUp(id: string, geometry: Geometry): Granule {
  const href = `https://data.example/${id}.nc`
  return {
    collection: 'HARD-FOOTPRINTS',
    id,
    kind: 'swath',
    start,
    end: start + 100 * minute,
    geometry,
    bbox: boundingBox(geometry)!,
    segments: [],
    properties: { orbit: 7, pass: 2 },
    assets: { data: { href, type: 'application/x-netcdf', roles: ['data'] } },
    updated: start,
  }
}
