import type { Crossover, Window } from '../catalog/crossovers/crossover.ts'
import type { CollectionPair, CrossoverRequest } from '../catalog/crossovers/request.ts'
import { InvalidQueryError } from '../catalog/errors.ts'
import { shapesIntersect } from '../catalog/geometry/intersects.ts'
import { shapeOf } from '../catalog/geometry/shape.ts'
import type { Geometry } from '../catalog/geometry/types.ts'
import { describePass } from '../catalog/prediction/columns.ts'
import {
  type PredictedSet,
  predictedPrefix,
  withoutPredictedRows,
  withPredicted,
} from '../catalog/prediction/predicted-source.ts'
import type { Store } from '../catalog/store.ts'
import { refuseUnknown } from './collections.ts'
import { runCrossovers } from './crossover-run.ts'
import { openSinks } from './output/crossovers/sinks.ts'
import { type Format, writePasses } from './output/predictions/formats.ts'
import { counted, say } from './output/print.ts'
import { textSink } from './output/text-sink.ts'
import { type NotedSet, predictCollection, predictElements, type Span } from './prediction/predicted-set.ts'

export interface PredictionRequest {
  collections: string[]
  /** Of two-line elements. */
  files: string[]
  span: Span
  asOf: number | undefined
  area: Geometry | undefined
  /** With whom crossovers are wanted; the passes themselves without. */
  partners: string[]
  window: Window
  leastAngle: number | undefined
  limit: number
  format: Format
  output: string | undefined
}

/** Opens the catalogue for as long as the work takes. */
type WithStore = (work: (store: Store) => Promise<void>) => Promise<void>

/** @param withStore called only where a collection is asked for */
export async function runPrediction(request: PredictionRequest, withStore: WithStore): Promise<void> {
  const { collections, files, partners } = request
  const span = spanOf(request)
  const satellites = files.flatMap((file) => predictElements(file, span))
  const known = new Set(satellites.map(({ collection }) => collection))
  const run = async (store?: Store) => {
    const wanted = await Promise.all(collections.map((id) => predict(store, id, request)))
    const sets = [...wanted, ...satellites]
    refuseTwice(sets)
    await (partners.length > 0 ? tellCrossovers(store, request, sets) : tellPasses(request, sets))
  }
  await (collections.length > 0 || partners.some((name) => !known.has(name)) ? withStore(run) : run())
}

async function tellPasses(request: PredictionRequest, sets: NotedSet[]): Promise<void> {
  const { format, output, limit } = request
  const area = request.area && shapeOf(request.area)
  const passes = sets
    .flatMap(({ passes }) => passes.flatMap((pass) => describePass(pass) ?? []))
    .filter(({ geometry }) => !area || shapesIntersect(shapeOf(geometry), area))
    .sort((a, b) => a.pass.start - b.pass.start)
  const shown = passes.slice(0, limit)
  const sink = await textSink(output)
  await sink.write(writePasses(shown, format, output === undefined ? process.stdout.columns : undefined))
  await sink.close()
  for (const { note } of sets) say(note)
  const more = passes.length - shown.length
  say(
    `${counted(passes.length, 'pass', 'passes')} predicted${more > 0 ? `, ${more} not shown: raise --limit` : ''}`,
  )
}

async function tellCrossovers(
  store: Store | undefined,
  request: PredictionRequest,
  sets: NotedSet[],
): Promise<void> {
  const { partners, span, window, leastAngle, area, format, output, limit } = request
  const known = new Set(sets.map(({ collection }) => collection))
  const others = partners.filter((name) => name.startsWith(predictedPrefix) && !known.has(name))
  const more = others.map((name) => predict(store, name.slice(predictedPrefix.length), request))
  const all = [...sets, ...(await Promise.all(more))]
  if (store) {
    const unpredicted = partners.filter((name) => !name.startsWith(predictedPrefix))
    await refuseUnknown(store, unpredicted)
  }
  const pairs = sets.flatMap(({ collection }) => partners.map((name): CollectionPair => [collection, name]))
  const search: CrossoverRequest = {
    pairs,
    window,
    period: span,
    ...(area && { area }),
    ...(leastAngle !== undefined && { leastAngle }),
  }
  const bare = withoutPredictedRows(all)
  await withPredicted(all, store, async (source) => {
    const sinks = await openSinks(search, { format, output, resume: false })
    const finish = async (crossovers: Crossover[]) => crossovers.map(bare)
    await runCrossovers(source, search, sinks, { format, output, limit, finish })
  })
  for (const { note } of all) say(note)
}

async function predict(
  store: Store | undefined,
  collection: string,
  request: PredictionRequest,
): Promise<NotedSet> {
  if (!store) throw new InvalidQueryError('--crossovers', `there is no satellite ${collection} in --tle`)
  await refuseUnknown(store, [collection])
  return predictCollection(store, collection, spanOf(request), request.asOf)
}

/** Of a crossover in the period, one of the two may pass before it. */
function spanOf({ span, partners, window }: PredictionRequest): Span {
  const reach = partners.length > 0 ? Math.max(Math.abs(window.least), Math.abs(window.greatest)) : 0
  return { start: span.start - reach, end: span.end }
}

function refuseTwice(sets: readonly PredictedSet[]): void {
  const seen = new Set<string>()
  for (const { collection } of sets) {
    if (seen.has(collection)) {
      const name = collection.slice(predictedPrefix.length)
      throw new InvalidQueryError('--tle', `${name} is given twice: name one of them otherwise`)
    }
    seen.add(collection)
  }
}
