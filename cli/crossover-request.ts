import type { CrossoverRequest, Mode } from '../catalog/crossovers/request.ts'
import { InvalidQueryError } from '../catalog/errors.ts'
import { type CrossoverSide, readCrossoverSearch } from '../library/crossover-search.ts'
import { positiveNumber, wholeNumber } from './arguments.ts'
import { optionName, readGranuleSearch, type SearchArguments } from './granule-query.ts'

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
  const distanceKm = given.distance === undefined ? undefined : positiveNumber('distance', given.distance)
  if ((distanceKm !== undefined) !== (given.mode === 'approach')) {
    throw new InvalidQueryError('--distance', 'goes with --mode approach, and that with it')
  }
  const search = {
    ...readGranuleSearch(given),
    collections: given.collection ?? [],
    versus: given.versus,
    self: given.self,
    window: given.window,
    mode: given.mode,
    a: readSide('a', given, given.whereA),
    b: readSide('b', given, given.whereB),
    ...(given.leastAngle !== undefined && { leastAngle: readAngle(given.leastAngle) }),
    ...(given.overlap !== undefined && { leastShare: readShare(given.overlap) }),
    ...(distanceKm !== undefined && { distanceKm }),
    ...(given.mostPerPair !== undefined && {
      mostOfPair: wholeNumber('most-per-pair', given.mostPerPair, 1),
    }),
  }
  return readCrossoverSearch(search, optionName)
}

function readSide(
  side: 'a' | 'b',
  { ascending, descending }: CrossoverArguments,
  where: string[] | undefined,
): CrossoverSide {
  const up = ascending === side || ascending === 'both'
  const down = descending === side || descending === 'both'
  if (up && down) throw new InvalidQueryError('--descending', `and --ascending both name ${side}: give one`)
  return { where, direction: up ? 'ascending' : down ? 'descending' : undefined }
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
