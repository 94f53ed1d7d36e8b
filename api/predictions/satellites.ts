import { setImmediate } from 'node:timers/promises'
import type { StacLink } from 'stac-ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { type PredictionFeature, passFeature } from '../../catalog/prediction/columns.ts'
import { type Elements, passesOf, readElements } from '../../catalog/prediction/elements.ts'
import type { PredictedPass } from '../../catalog/prediction/pass.ts'
import { readArea } from '../stac/search/selection.ts'
import { defaultLimit, mostSatelliteDays, type PredictionBody } from './schema.ts'
import { describeAll, inTurn, readSpan, type Span } from './service.ts'

export interface SatelliteAnswer {
  type: 'FeatureCollection'
  numberMatched: number
  numberReturned: number
  satellites: { name: string; epoch: string }[]
  features: (PredictionFeature & { links: StacLink[] })[]
  links: StacLink[]
}

const day = 86_400_000
/** Milliseconds of a revolution: a satellite that takes longer has no passes to speak of, and would take long to follow. */
const longestRevolution = 1.5 * day

/** @throws InvalidQueryError naming the line of the elements that is none, or what is too much */
export async function predictSatellites(given: PredictionBody): Promise<SatelliteAnswer> {
  const { tle, datetime, limit = defaultLimit } = given
  const span = readSpan(datetime)
  const area = readArea(given.bbox, given.intersects)
  const satellites = readSatellites(tle, span, mostSatelliteDays)
  const passes = await inTurn(async () => {
    const all: PredictedPass[] = []
    for (const one of satellites) all.push(...(await passesIn(one, span)))
    return describeAll(
      all.sort((a, b) => a.start - b.start),
      area,
    )
  })
  const features = passes.slice(0, limit).map((one) => ({ ...passFeature(one), links: [] }))
  return {
    type: 'FeatureCollection',
    numberMatched: passes.length,
    numberReturned: features.length,
    satellites: satellites.map(({ name, epoch }) => ({ name, epoch: new Date(epoch).toISOString() })),
    features,
    links: [],
  }
}

/** @param most days, those of all satellites together */
export function readSatellites(tle: string, { start, end }: Span, most: number): Elements[] {
  const satellites = readElements(tle, 'tle')
  const slow = satellites.find(({ period }) => period > longestRevolution)
  if (slow) {
    const days = (slow.period / day).toFixed(1)
    throw new InvalidQueryError(
      'tle',
      `has ${slow.name}, which takes ${days} days for a revolution: too long`,
    )
  }
  const days = (satellites.length * (end - start)) / day
  if (days > most) {
    throw new InvalidQueryError(
      'datetime',
      `is ${days.toFixed(1)} days for ${satellites.length} satellite(s) together, more than ${most}: ask for a part of it`,
    )
  }
  return satellites
}

/** Passes to find before others have their turn. */
const slice = 20

export async function passesIn(elements: Elements, { start, end }: Span): Promise<PredictedPass[]> {
  const passes: PredictedPass[] = []
  for (const pass of passesOf(elements, start, end, 'tle')) {
    passes.push(pass)
    if (passes.length % slice === 0) await setImmediate()
  }
  return passes
}
