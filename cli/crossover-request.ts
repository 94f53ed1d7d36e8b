import { parseWindow } from '../catalog/crossovers/parse-window.ts'
import { type CrossoverRequest, type Mode, pairsOf, type SideRequest } from '../catalog/crossovers/request.ts'
import { InvalidQueryError } from '../catalog/errors.ts'
import type { Filter } from '../catalog/query.ts'
import { positiveNumber, wholeNumber } from './arguments.ts'
import { readGranuleQuery, readWhere, type SearchArguments } from './granule-query.ts'

export const sides = ['a', 'b', 'both'] as const
type Sides = (typeof sides)[number]

/** What `oceanid crossovers` is given, as text. */
export interface CrossoverArguments extends Omit<SearchArguments, 'alongTrack'> {
  versus?: string[] | undefined
  self?: boolean | undefined
  window?: string | undefined
  mode: Mode
  whereA?: string[] | undefined
  whereB?: string[] | undefined
  ascending?: Sides | undefined
  descending?: Sides | undefined
  leastAngle?: string | undefined
  overlap?: string | undefined
  distance?: string | undefined
  mostPerPair?: string | undefined
}

/** @throws {InvalidQueryError} naming the option */
export function readCrossoverRequest(given: CrossoverArguments): CrossoverRequest {
  const { collection: collections = [], versus = [], self = false } = given
  if (collections.length === 0) throw new InvalidQueryError('collection', 'is wanted: name one or more')
  const { area, period, where } = readGranuleQuery({ ...given, collection: [] })
  const distanceKm = given.distance === undefined ? undefined : positiveNumber('distance', given.distance)
  if ((distanceKm !== undefined) !== (given.mode === 'approach')) {
    throw new InvalidQueryError('--distance', 'goes with --mode approach, and that with it')
  }
  return {
    pairs: pairsOf(collections, { versus, self }),
    window: parseWindow(given.window ?? '3h', '--window'),
    mode: given.mode,
    a: readSide('a', given, where, given.whereA),
    b: readSide('b', given, where, given.whereB),
    ...(area && { area }),
    ...(period && { period }),
    ...(given.leastAngle !== undefined && { leastAngle: readAngle(given.leastAngle) }),
    ...(given.overlap !== undefined && { leastShare: readShare(given.overlap) }),
    ...(distanceKm !== undefined && { distanceKm }),
    ...(given.mostPerPair !== undefined && {
      mostOfPair: wholeNumber('most-per-pair', given.mostPerPair, 1),
    }),
  }
}

function readSide(
  side: 'a' | 'b',
  { ascending, descending }: CrossoverArguments,
  where: Filter | undefined,
  own: string[] = [],
): SideRequest {
  const filters = [where, readWhere(own, `--where-${side}`)].filter((filter) => filter !== undefined)
  const up = ascending === side || ascending === 'both'
  const down = descending === side || descending === 'both'
  if (up && down) throw new InvalidQueryError('--descending', `and --ascending both name ${side}: give one`)
  return {
    ...(filters.length > 0 && { where: filters.length === 1 ? filters[0]! : { op: 'and', args: filters } }),
    ...((up || down) && { direction: up ? ('ascending' as const) : ('descending' as const) }),
  }
}

function readAngle(text: string): number {
  const angle = positiveNumber('least-angle', text)
  if (angle > 90) throw new InvalidQueryError('--least-angle', 'lies between 0 and 90 degrees')
  return angle
}

/** `20%`, or `0.2`. */
function readShare(text: string): number {
  const match = /^\s*(\d+\.?\d*|\.\d+)\s*(%?)\s*$/.exec(text)
  const share = match ? Number(match[1]) / (match[2] ? 100 : 1) : Number.NaN
  if (!(share >= 0 && share <= 1)) {
    throw new InvalidQueryError('--overlap', `is a share such as 20% (or 0.2), not "${text}"`)
  }
  return share
}
