import { comparePlaces, type Place, placeOf } from '../order.ts'
import type { SortKey } from '../query.ts'
import type { Database } from './database.ts'
import { describer } from './described.ts'
import { readKey } from './granules.ts'
import type { Match } from './match.ts'

/**
 * The first `most` in any order, by what the columns have for the sort keys. Collections and ids are read only where those do not
 * decide, and it matters.
 */
export function takeSorted(
  database: Database,
  matches: readonly Match[],
  sort: SortKey[],
  after: Place | undefined,
  most: number,
): number[] {
  const compare = comparePlaces(sort)
  const describe = describer(
    database,
    sort.map(({ property }) => property),
  )
  const found = matches.map(({ number }) => ({
    number,
    place: { ...noKey, values: placeOf(describe(number), sort).values },
  }))
  const whole = ({ number, place }: (typeof found)[number]) => ({
    number,
    place: placeAt(database, number, place.values),
  })
  const comesAfter = (one: (typeof found)[number], place: Place) =>
    (compare(one.place, { ...place, ...noKey }) || compare(whole(one).place, place)) > 0
  const left = after ? found.filter((one) => comesAfter(one, after)) : found
  left.sort((a, b) => compare(a.place, b.place))
  let end = Math.min(most, left.length)
  while (end > 0 && end < left.length && compare(left[end - 1]!.place, left[end]!.place) === 0) end++
  return left
    .slice(0, end)
    .map(whole)
    .sort((a, b) => compare(a.place, b.place))
    .slice(0, most)
    .map(({ number }) => number)
}

const noKey = { collection: '', id: '' }

function placeAt(database: Database, number: number, values: Place['values']): Place {
  let key: [collection: string, id: string] | undefined
  const readOnce = () => {
    key ??= readKey(database, number)
    return key
  }
  return {
    values,
    get collection() {
      return readOnce()[0]
    },
    get id() {
      return readOnce()[1]
    },
  }
}
