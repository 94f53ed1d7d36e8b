import { crossoverPage } from '../../catalog/crossovers/find.ts'
import { parseWindow } from '../../catalog/crossovers/parse-window.ts'
import type { CollectionPair, CrossoverRequest } from '../../catalog/crossovers/request.ts'
import { InvalidQueryError, NotFoundError } from '../../catalog/errors.ts'
import { carryForward } from '../../catalog/prediction/carry-forward.ts'
import {
  type PredictedSet,
  predictedPrefix,
  withoutPredictedRows,
  withPredicted,
} from '../../catalog/prediction/predicted-source.ts'
import type { Store } from '../../catalog/store.ts'
import { defaultLimit, defaultWindow } from '../crossovers/schema.ts'
import { answerOf, type CrossoverAnswer, farthest, inTurn, patience } from '../crossovers/service.ts'
import type { StacUrls } from '../stac/links.ts'
import { readArea } from '../stac/search/selection.ts'
import { passesIn, readSatellites } from './satellites.ts'
import { type CrossedBody, mostCrossedDays } from './schema.ts'
import { readSpan, repetitionOf, type Span } from './service.ts'

/**
 * A page of the crossovers of satellites, by their two-line elements, with collections or their coming tracks.
 *
 * @param signal ends the work when nobody waits for it any more
 * @throws InvalidQueryError, NotFoundError for an unknown collection
 */
export async function predictCrossovers(
  store: Store,
  given: CrossedBody,
  urls: StacUrls,
  signal: AbortSignal,
): Promise<{ page: CrossoverAnswer; next: string | undefined }> {
  const { tle, datetime, token: after, limit = defaultLimit, 'least-angle': leastAngle } = given
  const period = readSpan(datetime)
  const area = readArea(given.bbox, given.intersects)
  const window = parseWindow(given.window ?? defaultWindow, 'window', farthest)
  // Of a crossover in the period, one of the two may pass before it.
  const reach = Math.max(Math.abs(window.least), Math.abs(window.greatest))
  const span = { start: period.start - reach, end: period.end }
  const satellites = readSatellites(tle, span, mostCrossedDays)
  const names = satellites.map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined)
    throw new InvalidQueryError('tle', `has ${twice} twice: name one of them otherwise`)

  return inTurn(async () => {
    const own: PredictedSet[] = []
    for (const one of satellites) {
      own.push({ collection: predictedPrefix + one.name, passes: await passesIn(one, span) })
    }
    const known = new Set(own.map(({ collection }) => collection))
    const versus = [...new Set(given.versus)]
    const others: PredictedSet[] = []
    for (const name of versus) {
      const isComing = name.startsWith(predictedPrefix) && !known.has(name)
      if (isComing) others.push(await comingTracks(store, name, span))
    }
    const sets = [...own, ...others]
    const request: CrossoverRequest = {
      pairs: own.flatMap(({ collection }) => versus.map((name): CollectionPair => [collection, name])),
      window,
      period,
      ...(area && { area }),
      ...(leastAngle !== undefined && { leastAngle }),
    }
    const options = { limit, patience, signal, ...(after !== undefined && { after }) }
    const { crossovers, next } = await withPredicted(sets, store, (source) =>
      crossoverPage(source, request, options),
    )
    const predicted = new Set(sets.map(({ collection }) => collection))
    const bare = crossovers.map(withoutPredictedRows(sets))
    return { page: answerOf(bare, urls, ({ collection }) => !predicted.has(collection)), next }
  })
}

async function comingTracks(store: Store, name: string, { start, end }: Span): Promise<PredictedSet> {
  const id = name.slice(predictedPrefix.length)
  const summary = await store.collection(id)
  if (!summary) throw new NotFoundError(`there is no collection ${id}`)
  return { collection: name, passes: carryForward(await repetitionOf(store, summary), start, end) }
}
