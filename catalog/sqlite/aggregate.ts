import { checkAggregations } from '../aggregate/check.ts'
import { aggregateMatches, inOrder } from '../aggregate/tally.ts'
import { summariesOf } from '../aggregate/vocabulary.ts'
import type { Aggregated, Aggregation, Bucket, PropertySummary } from '../aggregation.ts'
import { InvalidQueryError } from '../errors.ts'
import type { GranuleQuery, PropertyScalar } from '../query.ts'
import { decodeShape } from './blob.ts'
import { countByIndex } from './count.ts'
import type { Database } from './database.ts'
import { describer } from './described.ts'
import { ask, type Match, plainQuery, type Question } from './match.ts'
import { numbersOf } from './scope.ts'
import type { Stratum } from './strata.ts'
import { readVocabulary } from './vocabulary.ts'

/** Footprints that one request lays on the cells of a grid: each takes a tenth of a millisecond or so. */
const mostOnCells = 50_000

export function aggregateGranules(
  database: Database,
  strata: () => Stratum[],
  query: GranuleQuery,
  aggregations: Aggregation[],
): Aggregated {
  checkAggregations(aggregations)
  return database.reading(() => {
    const question = ask(database, plainQuery(query), strata())
    const known = aggregations.map((aggregation) => bucketsByVocabulary(database, question, aggregation))
    if (known.every((buckets) => buckets !== undefined)) {
      return { matched: countAll(database, question), buckets: known }
    }
    const matches = [...question.matches()]
    if (matches.length > mostOnCells && aggregations.some(({ by }) => by === 'cell')) {
      throw new InvalidQueryError(
        'aggregations',
        `a grid counts at most ${mostOnCells} granules and ${matches.length} match: ask for a shorter period or fewer collections`,
      )
    }
    return aggregateMatches(countables(database, matches, aggregations), aggregations)
  })
}

/** What granules of the collections have; of all when none is named. */
export function summariseProperties(database: Database, collections: string[]): PropertySummary[] {
  return database.reading(() => {
    const numbers = collections.length > 0 ? [...numbersOf(database, collections)] : allCollections(database)
    return summariesOf(readVocabulary(database, numbers))
  })
}

function allCollections(database: Database): number[] {
  return database.rows<[number]>('SELECT number FROM collection').map(([number]) => number)
}

function countAll(database: Database, question: Question): number {
  return question.byIndexAlone ? countByIndex(database, question.scope) : [...question.matches()].length
}

/** The buckets of a property's values where whole collections are asked for and each value has been counted as granules came. */
function bucketsByVocabulary(
  database: Database,
  { query, scope, byIndexAlone }: Question,
  aggregation: Aggregation,
): Bucket[] | undefined {
  if (aggregation.by !== 'value' || !byIndexAlone || query.period) return undefined
  const types = readVocabulary(database, scope.collections).get(aggregation.property)
  const counts = new Map<PropertyScalar, number>()
  for (const { granules, values } of types?.values() ?? []) {
    if (granules === 0) continue
    if (!values) return undefined
    for (const [text, times] of values) counts.set(text, (counts.get(text) ?? 0) + times)
  }
  // Of the names that every granule has the vocabulary knows nothing.
  return types ? inOrder(aggregation, counts) : undefined
}

function* countables(database: Database, matches: Match[], aggregations: Aggregation[]) {
  const names = aggregations.flatMap((aggregation) => ('property' in aggregation ? aggregation.property : []))
  const describe = describer(database, names)
  const sql = 'SELECT shape FROM footprint WHERE number = ?'
  for (const { number, start } of matches) {
    yield {
      start,
      described: () => describe(number),
      shape: () => decodeShape(database.row<[Uint8Array]>(sql, number)![0]),
    }
  }
}
