import type { StacLink } from 'stac-ts'
import { InvalidQueryError, NotFoundError } from '../../catalog/errors.ts'
import { shapesIntersect } from '../../catalog/geometry/intersects.ts'
import { shapeOf } from '../../catalog/geometry/shape.ts'
import type { Geometry } from '../../catalog/geometry/types.ts'
import type { CollectionSummary } from '../../catalog/granule.ts'
import { carryForward, findRepetition, type Repetition } from '../../catalog/prediction/carry-forward.ts'
import {
  type DescribedPass,
  describePass,
  type PredictionFeature,
  passFeature,
} from '../../catalog/prediction/columns.ts'
import type { PredictedPass } from '../../catalog/prediction/pass.ts'
import type { Store } from '../../catalog/store.ts'
import { geoJson, type StacUrls } from '../stac/links.ts'
import { readArea, readPeriod } from '../stac/search/selection.ts'
import { takeTurns } from '../turns.ts'
import { defaultLimit, longestPeriod, type PredictionParameters } from './schema.ts'

export interface PredictionAnswer {
  type: 'FeatureCollection'
  numberMatched: number
  numberReturned: number
  repeat: {
    seconds: number
    known_until: string
    error_km: { rms: number; greatest: number }
    error_s: { rms: number; greatest: number }
  }
  features: (PredictionFeature & { links: StacLink[] })[]
  links: StacLink[]
}

export const inTurn = takeTurns('predictions')

/** @throws InvalidQueryError, NotFoundError for an unknown collection */
export async function predictPasses(
  store: Store,
  given: PredictionParameters,
  urls: StacUrls,
): Promise<PredictionAnswer> {
  const { start, end } = readSpan(given.datetime)
  const area = readArea(given.bbox, undefined)
  const summary = await store.collection(given.collection)
  if (!summary) throw new NotFoundError(`there is no collection ${given.collection}`)
  const repetition = await inTurn(() => repetitionOf(store, summary))
  const passes = await describeAll(carryForward(repetition, start, end), area)
  const collection = urls.collection(given.collection)
  const features = passes.slice(0, given.limit ?? defaultLimit).map((described) => {
    const { source } = described.pass
    const href = source && urls.item(collection, source.id)
    return { ...passFeature(described), links: href ? [{ rel: 'derived_from', href, type: geoJson }] : [] }
  })
  const { length, besideKm, seconds } = repetition.cycle
  return {
    type: 'FeatureCollection',
    numberMatched: passes.length,
    numberReturned: features.length,
    repeat: {
      seconds: length / 1000,
      known_until: new Date(repetition.end).toISOString(),
      error_km: besideKm,
      error_s: seconds,
    },
    features,
    links: [],
  }
}

export interface Span {
  start: number
  end: number
}

/** Passes to work on before others have their turn. */
const slice = 50

export async function describeAll(
  passes: PredictedPass[],
  area: Geometry | undefined,
): Promise<DescribedPass[]> {
  const shape = area && shapeOf(area)
  const described: DescribedPass[] = []
  for (const [i, pass] of passes.entries()) {
    if (i % slice === slice - 1) await new Promise(setImmediate)
    const one = describePass(pass)
    if (one && (!shape || shapesIntersect(shapeOf(one.geometry), shape))) described.push(one)
  }
  return described
}

export function readSpan(datetime: string): Span {
  const { start, end } = readPeriod(datetime) ?? {}
  if (start === undefined || end === undefined) {
    throw new InvalidQueryError('datetime', 'is an interval start/end that is open on neither side')
  }
  if (end - start > longestPeriod * 86_400_000) {
    throw new InvalidQueryError('datetime', `is longer than ${longestPeriod} days: ask for a part of it`)
  }
  return { start, end }
}

/** Of few collections, as long as they stay as they are: what one map asks for day by day is found once. */
const kept = new WeakMap<Store, Map<string, { state: string; found: Promise<Repetition> }>>()
const mostKept = 8

export function repetitionOf(store: Store, { id, granules, extent }: CollectionSummary): Promise<Repetition> {
  const known = kept.get(store) ?? new Map<string, { state: string; found: Promise<Repetition> }>()
  kept.set(store, known)
  const state = `${granules} ${extent?.start} ${extent?.end}`
  const before = known.get(id)
  known.delete(id)
  const found =
    before?.state === state ? before.found : findRepetition(store, id, { parameter: 'collection' })
  known.set(id, { state, found })
  found.catch(() => known.delete(id))
  if (known.size > mostKept) known.delete(known.keys().next().value!)
  return found
}
