import type { FastifyInstance } from 'fastify'
import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Store } from '../../catalog/store.ts'
import { downloadRoute, keepingAddresses, withDownloads } from './download.ts'
import { notingStore } from './note.ts'
import { recordSearches } from './record.ts'
import type { Recorder } from './recorder.ts'
import { statisticsRoute } from './routes.ts'

export interface UsageOptions {
  /** Takes statistics, which are told at `/stats`. */
  recorder?: Recorder
  /** Whether `/stats` is for clients that show a key alone. */
  needsKey?: boolean
  /** Whether links to files in answers lead through `/download`. */
  downloads?: boolean
}

/** What the server does about its use, at each of the places where it is built. */
export interface Usage {
  /** What interfaces answer from. */
  store: Store
  forChanges(store: Store): Store
  /** Before the routes whose searches are counted. */
  record(app: FastifyInstance): void
  routes(app: FastifyInstance): void
}

/**
 * @param visible the catalogue as who asks may see it
 * @throws InvalidQueryError for links to downloads without an address to begin with
 */
export function openUsage(
  visible: Store,
  { usage = {}, baseUrl }: { usage?: UsageOptions; baseUrl?: string },
): Usage {
  const { recorder, needsKey = false, downloads = false } = usage
  const base = baseUrl?.replace(/\/+$/, '')
  if (downloads && base === undefined) {
    throw new InvalidQueryError('baseUrl', 'is needed for links that lead through /download')
  }
  const linkBase = downloads ? base : undefined
  const noted = recorder ? notingStore(visible) : visible
  return {
    store: linkBase === undefined ? noted : withDownloads(noted, linkBase),
    forChanges: (store) => (linkBase === undefined ? store : keepingAddresses(store, linkBase)),
    record: (app) => {
      if (recorder) recordSearches(app, recorder)
    },
    routes: (app) => {
      if (recorder) statisticsRoute(app, visible, { recorder, needsKey })
      if (recorder || downloads) downloadRoute(app, visible, recorder, base)
    },
  }
}
