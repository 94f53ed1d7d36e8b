import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../../api/app.ts'
import type { Box, Geometry } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import type { Store } from '../../../catalog/store.ts'
import { openScanStore } from '../../scan-store.ts'
import { readXml, type XmlElement } from './read-xml.ts'

export const hour = 3_600_000
export const noon = Date.UTC(2025, 5, 1, 12)

/** A granule that covers a box for five minutes. */
export function granuleOver(bbox: Box, part: Partial<Granule> = {}): Granule {
  const start = part.start ?? noon
  return {
    collection: 'sst',
    id: 'granule',
    kind: 'swath',
    start,
    end: start + 300_000,
    geometry: rectangles(bbox),
    bbox,
    segments: [],
    properties: {},
    assets: {
      data: {
        href: `https://data.example/${encodeURIComponent(part.id?.toWellFormed() ?? 'granule')}.nc`,
        type: 'application/x-netcdf',
        roles: ['data'],
        title: 'File',
        size: 1234,
      },
    },
    updated: Date.UTC(2025, 6, 1),
    ...part,
  }
}

function rectangles(bbox: Box): Geometry {
  const area = boxArea(bbox)
  if (area.type !== 'GeometryCollection') return area
  return {
    type: 'MultiPolygon',
    coordinates: area.geometries.flatMap((part) => (part.type === 'Polygon' ? [part.coordinates] : [])),
  }
}

export interface Sample {
  store: Store
  app: FastifyInstance
  /** The root element of an answer that must be 200. */
  xml(url: string): Promise<XmlElement>
  get(url: string, headers?: Record<string, string>): Promise<Awaited<ReturnType<FastifyInstance['inject']>>>
}

export const base = 'https://sea.example/api'

export async function sampleOf(granules: Granule[], store: Store = openScanStore()): Promise<Sample> {
  await store.put(granules)
  const app = await buildApp(store, { baseUrl: base, logger: false })
  // Links of answers begin with the base of the outside.
  const get = async (url: string, headers: Record<string, string> = {}) =>
    app.inject({ url: url.startsWith(base) ? url.slice(base.length) : url, headers })
  const xml = async (url: string) => {
    const { statusCode, body } = await get(url)
    if (statusCode !== 200) throw new Error(`${statusCode} for ${url}: ${body}`)
    return readXml(body)
  }
  return { store, app, xml, get }
}

/** Identifiers of the entries of a feed. */
export function identifiers(feed: XmlElement): string[] {
  return feed.children
    .filter(({ name }) => name === 'entry')
    .map((entry) => entry.children.find(({ name }) => name === 'dc:identifier')!.text)
}

/** A ring, and a hole that lies in it. */
export const square = [
  [0, 0],
  [9, 0],
  [9, 9],
  [0, 9],
  [0, 0],
] as [number, number][]
export const hole = square.map(([x, y]): [number, number] => [3 + x / 3, 3 + y / 3]).reverse()
