import type { FastifyInstance } from 'fastify'
import type { StacItem, StacLink } from 'stac-ts'
import { buildApp } from '../../../api/app.ts'
import type { ItemPage } from '../../../api/stac/search/search.ts'
import type { Box } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import type { Store } from '../../../catalog/store.ts'
import { openScanStore } from '../../scan-store.ts'

/** A granule that covers a box in a period, and whatever else is given. */
export function granule(
  id: string,
  bbox: Box,
  [start, end]: [start: string, end: string],
  rest: Partial<Granule> = {},
): Granule {
  return {
    collection: 'sst',
    id,
    kind: 'swath',
    start: Date.parse(start),
    end: Date.parse(end),
    geometry: boxArea(bbox),
    bbox,
    segments: [],
    properties: {},
    assets: {},
    updated: Date.parse('2025-06-02T00:00:00Z'),
    ...rest,
  }
}

/** Over Greenwich in the morning, over the antimeridian at noon, over the pole in the evening; winds at an instant. */
export const sampleGranules = [
  granule('morning', [-5, -5, 5, 5], ['2025-06-01T06:00:00Z', '2025-06-01T06:05:00Z']),
  granule('noon', [170, 10, -170, 20], ['2025-06-01T12:00:00.250Z', '2025-06-01T12:05:00.750Z']),
  granule('evening', [-180, 80, 180, 90], ['2025-06-01T18:00:00Z', '2025-06-01T18:05:00Z']),
  granule('instant', [0, 0, 10, 10], ['2025-06-01T09:00:00Z', '2025-06-01T09:00:00Z'], {
    collection: 'wind',
  }),
]

export async function sampleApp(granules = sampleGranules): Promise<FastifyInstance> {
  const store = openScanStore()
  await store.put(granules)
  return appOver(store)
}

/** An app whose log stays silent. */
export function appOver(store: Store, baseUrl?: string): Promise<FastifyInstance> {
  return buildApp(store, { logger: false, ...(baseUrl !== undefined && { baseUrl }) })
}

export async function getJson<T = ItemPage>(app: FastifyInstance, url: string): Promise<T> {
  const response = await app.inject(url)
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode} ${response.payload}`)
  return response.json<T>()
}

export async function postJson<T = ItemPage>(app: FastifyInstance, url: string, payload: object): Promise<T> {
  const response = await app.inject({ method: 'POST', url, payload })
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode} ${response.payload}`)
  return response.json<T>()
}

export const idsOf = (page: { features: StacItem[] }) => page.features.map(({ id }) => id)

export const linkOf = (body: { links: StacLink[] }, rel: string) =>
  body.links.find((link) => link.rel === rel)
