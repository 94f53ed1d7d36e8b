import type { StacLink } from 'stac-ts'
import { describeMatch } from '../../catalog/crossovers/matchups/columns.ts'
import { matchObservations } from '../../catalog/crossovers/matchups/match-observations.ts'
import type { Match, MatchCriteria, Observation } from '../../catalog/crossovers/matchups/observation.ts'
import { parseWindow } from '../../catalog/crossovers/parse-window.ts'
import { InvalidQueryError, NotFoundError } from '../../catalog/errors.ts'
import { wrapLongitude } from '../../catalog/geometry/cut.ts'
import { parseDatetime } from '../../catalog/parse/instant.ts'
import type { Store } from '../../catalog/store.ts'
import type { StacUrls } from '../stac/links.ts'
import { readFilter } from '../stac/search/conditions.ts'
import { takeTurns } from '../turns.ts'
import { defaultDistance, defaultNearest, defaultWindow, type MatchupBody } from './schema.ts'

type Feature = MatchupBody['observations']['features'][number]
type Given = Observation & { feature: Feature }

interface MatchupFeature {
  type: 'Feature'
  id?: string | number
  geometry: Feature['geometry']
  properties: { datetime: string; matches: (Record<string, string | number> & { href: string })[] }
}

export interface MatchupAnswer {
  type: 'FeatureCollection'
  features: MatchupFeature[]
  links: StacLink[]
}

/** Days: how far a window may reach. */
const farthest = 31
const inTurn = takeTurns('searches for matchups')

/**
 * @param signal ends the work when nobody waits for it any more
 * @throws InvalidQueryError, NotFoundError for an unknown collection
 */
export async function findMatchups(
  store: Store,
  given: MatchupBody,
  urls: StacUrls,
  signal: AbortSignal,
): Promise<MatchupAnswer> {
  const criteria = readCriteria(given)
  const observations = given.observations.features.map(readObservation)
  for (const id of criteria.collections) {
    if (!(await store.collection(id))) throw new NotFoundError(`there is no collection ${id}`)
  }
  const found = await inTurn(() => matchAll(store, observations, criteria, signal))
  const features = observations.map(({ feature }): MatchupFeature => {
    const matches = found.get(feature) ?? []
    return {
      type: 'Feature',
      ...(feature.id !== undefined && { id: feature.id }),
      geometry: feature.geometry,
      properties: {
        datetime: feature.properties.datetime,
        matches: matches.map((match) => ({ ...describeMatch(match), href: itemUrl(urls, match) })),
      },
    }
  })
  return { type: 'FeatureCollection', features, links: [] }
}

async function matchAll(
  store: Store,
  observations: Given[],
  criteria: MatchCriteria,
  signal: AbortSignal,
): Promise<Map<Feature, Match[]>> {
  const found = new Map<Feature, Match[]>()
  const inOrder = observations.toSorted((a, b) => a.start - b.start)
  for await (const { observation, matches } of matchObservations(store, inOrder, criteria)) {
    if (signal.aborted) break
    found.set(observation.feature, matches)
  }
  return found
}

function readCriteria(given: MatchupBody): MatchCriteria {
  const { collections, window, distance, nearest, filter, 'filter-lang': language } = given
  return {
    collections: [...new Set(collections)],
    window: parseWindow(window ?? defaultWindow, 'window', farthest),
    distanceKm: distance ?? defaultDistance,
    nearest: nearest ?? defaultNearest,
    ...(filter !== undefined && { where: readFilter(filter, language) }),
  }
}

function readObservation(feature: Feature, number: number): Given {
  const name = `observations.features[${number}]`
  const [lon, lat] = feature.geometry.coordinates as [number, number]
  if (!(lon >= -180 && lon <= 360 && Math.abs(lat) <= 90)) {
    throw new InvalidQueryError(
      `${name}.geometry`,
      `[${lon}, ${lat}] is not longitude and latitude in degrees`,
    )
  }
  const parameter = `${name}.properties.datetime`
  const { start, end } = parseDatetime(feature.properties.datetime, parameter) ?? {}
  if (start === undefined || end === undefined) {
    throw new InvalidQueryError(
      parameter,
      'an observation began and ended: an interval is open on neither side',
    )
  }
  return { lon: wrapLongitude(lon), lat, start, end, feature }
}

function itemUrl(urls: StacUrls, { granule }: Match): string {
  return urls.item(urls.collection(granule.collection), granule.id)
}
