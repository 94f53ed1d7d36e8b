import { relationOf } from '../../catalog/asset-relation.ts'
import type { Caller } from '../call.ts'
import { isCount, isObject, linksOf, objectOf, parse, textOf } from '../opensearch/geojson.ts'
import { spanOf, validBox, validGeometry } from '../opensearch/read-page.ts'
import {
  conditionsOf,
  type FoundGranule,
  type FoundLink,
  type Page,
  type Question,
  type Source,
  SourceError,
  statusError,
} from '../source.ts'

export interface StacOptions extends Pick<Source, 'id' | 'title' | 'timeout' | 'protocols' | 'nameOf'> {
  /** Address of the landing page. */
  url: string
  call: Caller
}

interface Landing {
  search: string
  sorts: boolean
}

const accept = 'application/geo+json, application/json'

/** A STAC API, asked by `POST /search` (STAC API 1.0.0, Item Search). */
export function stacSource({ url, call, ...source }: StacOptions): Source {
  let landing: Promise<Landing> | undefined
  const land = (signal: AbortSignal): Promise<Landing> => {
    landing ??= readLanding(url, call, signal).catch((error: unknown) => {
      landing = undefined
      throw error
    })
    return landing
  }
  return {
    ...source,
    async page(question, at, count, signal) {
      const [unasked] = conditionsOf(question)
      if (unasked !== undefined) throw new SourceError(`cannot be asked for ${unasked}`)
      const { search, sorts } = await land(signal)
      const asked = at === undefined ? { href: search, body: bodyOf(question, count, sorts) } : positionOf(at)
      const { status, text } = await call(asked.href, {
        accept,
        signal,
        ...(asked.body && { body: asked.body }),
      })
      if (status === 404) return { found: [], total: 0 }
      if (status >= 400) throw statusError(status, 'to its search')
      return readItems(text, asked)
    },
  }
}

async function readLanding(url: string, call: Caller, signal: AbortSignal): Promise<Landing> {
  const { status, text, url: came } = await call(url, { accept, signal })
  if (status >= 400) throw statusError(status, 'instead of its landing page')
  const page = parse(text)
  const classes = Array.isArray(page.conformsTo) ? page.conformsTo.map(String) : []
  const search = linksOf(page.links).find(({ rel }) => rel === 'search')
  if (!search) throw new SourceError('has no link to a search on its landing page')
  return {
    search: new URL(search.href, came).href,
    sorts: classes.some((one) => /item-search#sort$/.test(one)),
  }
}

function bodyOf({ collection, query }: Question, limit: number, sorts: boolean): object {
  const { area, period } = query
  const side = (instant: number | undefined) =>
    instant === undefined ? '..' : new Date(instant).toISOString()
  return {
    limit,
    ...(collection !== undefined && { collections: [collection] }),
    ...(area && { intersects: area }),
    ...(period && { datetime: `${side(period.start)}/${side(period.end)}` }),
    ...(sorts && { sortby: [{ field: 'properties.datetime', direction: 'asc' }] }),
  }
}

interface Position {
  href: string
  body?: object
}

/** The text that `readItems` made. */
function positionOf(at: string): Position {
  const { href, body } = parse(at)
  return { href: String(href), ...(isObject(body) && { body }) }
}

function readItems(text: string, asked: Position): Page {
  const page = parse(text)
  if (!Array.isArray(page.features)) throw new SourceError('answers a search without items')
  const total = [page.numberMatched, objectOf(page.context).matched].find(isCount)
  const next = nextOf(page, asked)
  return {
    found: page.features.filter(isObject).map(readItem),
    ...(total !== undefined && { total }),
    ...(next && page.features.length > 0 && { next: JSON.stringify(next) }),
  }
}

/** STAC API 1.0.0, Item Search, section "Pagination". */
function nextOf(page: Record<string, unknown>, asked: Position): Position | undefined {
  const links = Array.isArray(page.links) ? page.links.filter(isObject) : []
  const next = links.find(({ rel }) => rel === 'next')
  const href = textOf(next?.href)
  if (!next || href === undefined) return undefined
  const resolved = new URL(href, asked.href).href
  if (textOf(next.method)?.toUpperCase() !== 'POST') return { href: resolved }
  return { href: resolved, body: { ...(next.merge === true && asked.body), ...objectOf(next.body) } }
}

function readItem(item: Record<string, unknown>): FoundGranule {
  const properties = objectOf(item.properties)
  const id = textOf(item.id) ?? ''
  const collection = textOf(item.collection)
  const datetime = textOf(properties.datetime)
  const span = spanOf(
    textOf(properties.start_datetime) ?? datetime,
    textOf(properties.end_datetime) ?? datetime,
  )
  const updated = spanOf(textOf(properties.updated))?.start
  const geometry = validGeometry(item.geometry)
  const bbox = validBox(Array.isArray(item.bbox) ? item.bbox.map(Number) : undefined)
  return {
    identifier: collection === undefined ? id : `${collection}:${id}`,
    title: id,
    ...(collection !== undefined && { collection }),
    ...span,
    ...(updated !== undefined && { updated }),
    ...(geometry && { geometry }),
    ...(bbox && { bbox }),
    links: [
      ...Object.values(objectOf(item.assets)).filter(isObject).flatMap(assetLink),
      ...linksOf(item.links)
        .filter(({ rel }) => rel === 'self')
        .map((link) => ({ ...link, rel: 'alternate' })),
    ],
  }
}

function assetLink(asset: Record<string, unknown>): FoundLink[] {
  const href = textOf(asset.href)
  if (href === undefined) return []
  const roles = Array.isArray(asset.roles) ? asset.roles : []
  const title = textOf(asset.title)
  const length = asset['file:size']
  return [
    {
      rel: relationOf(roles),
      href,
      type: textOf(asset.type) ?? '',
      ...(title !== undefined && { title }),
      ...(isCount(length) && { length }),
    },
  ]
}
