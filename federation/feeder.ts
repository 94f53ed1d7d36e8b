import { CatalogUnavailableError } from '../catalog/errors.ts'
import type { Place } from './cursor.ts'
import { type FoundGranule, isTimeout, type Question, type Source, SourceError } from './source.ts'

interface BufferedPage {
  at: string | undefined
  found: FoundGranule[]
  keys: string[]
  /** Identifier of what it began with. */
  first: string | undefined
  shown: Set<number>
  next: string | undefined
}

/** Pages held at once; a duplicate is looked for in these. */
const mostPages = 4

/** What became of one source in an answer. */
export interface SourceReport {
  id: string
  title: string
  /** As it says. */
  total?: number
  /** Why it is not, or not all, in the answer. */
  failure?: string
}

/** The granules of one source, page by page, in its own order. */
export interface Feeder {
  readonly report: SourceReport
  /** The next that was not shown; undefined when there is none, or the source failed. */
  head(): FoundGranule | undefined
  /** Makes sure that `head` is right, and that what is held reaches beyond an instant if there is as much. */
  fill(beyond?: number): Promise<void>
  take(): void
  /** What is called the same, taken out of what is held. */
  takeNamed(key: string): FoundGranule | undefined
  /** Undefined when nothing is left. */
  places(): Place[] | undefined
}

export interface FeederOptions {
  source: Source
  question: Question
  size: number
  /** Where an earlier page left off; absent for the beginning. */
  places?: Place[]
  /** Of the client. */
  signal?: AbortSignal
  keyOf: (granule: FoundGranule) => string
}

export function createFeeder({ source, question, size, places, signal, keyOf }: FeederOptions): Feeder {
  const report: SourceReport = { id: source.id, title: source.title }
  const pages: BufferedPage[] = []
  /** Pages that were begun by an earlier answer, not read again yet. */
  const begun: Place[] = places ? [...places] : [{ at: null, shown: [] }]
  let ended = false

  const read = async (): Promise<void> => {
    const place = begun[0]
    const last = pages.at(-1)
    const at = place ? (place.at ?? undefined) : last?.next
    if (!place && last?.next === undefined) {
      ended = true
      return
    }
    const timeout = AbortSignal.timeout(source.timeout)
    const {
      found,
      total,
      next,
      first = found[0]?.identifier,
    } = await source.page(question, at, size, signal ? AbortSignal.any([signal, timeout]) : timeout)
    begun.shift()
    if (total !== undefined) report.total ??= total
    // A service that does not know how to turn the page gives the same one for ever.
    const before = place?.before ?? last?.first
    if (before !== undefined && first === before) ended = true
    else pages.push({ at, found, keys: found.map(keyOf), first, shown: new Set(place?.shown), next })
  }

  const guarded = async (work: () => Promise<void>): Promise<void> => {
    if (report.failure !== undefined) return
    try {
      await work()
    } catch (error) {
      signal?.throwIfAborted()
      if (isTimeout(error)) {
        report.failure = `did not answer within ${source.timeout / 1000} s`
      } else if (error instanceof SourceError || error instanceof CatalogUnavailableError) {
        report.failure = error.message
      } else throw error
    }
  }

  const dropShown = () => {
    while (pages[0] && pages[0].shown.size >= pages[0].found.length && (pages.length > 1 || begun.length > 0))
      pages.shift()
  }

  const unshown = (): { page: BufferedPage; index: number } | undefined => {
    for (const page of pages) {
      for (let index = 0; index < page.found.length; index++) {
        if (!page.shown.has(index)) return { page, index }
      }
    }
    return undefined
  }

  return {
    report,
    head() {
      const first = unshown()
      return first?.page.found[first.index]
    },
    async fill(beyond) {
      await guarded(async () => {
        while (!ended) {
          dropShown()
          const reach = pages.at(-1)?.found.at(-1)?.start ?? -Infinity
          const enough = begun.length === 0 && unshown() && (beyond === undefined || reach > beyond)
          if (enough || pages.length >= mostPages) return
          await read()
        }
      })
    },
    take() {
      const first = unshown()
      first?.page.shown.add(first.index)
    },
    takeNamed(key) {
      for (const page of pages) {
        const index = page.keys.findIndex((one, i) => one === key && !page.shown.has(i))
        if (index < 0) continue
        page.shown.add(index)
        return page.found[index]
      }
      return undefined
    },
    places() {
      const firstOf = (page: BufferedPage | undefined) =>
        page?.first === undefined ? {} : { before: page.first }
      const held = pages.flatMap(({ at, shown, found }, i): Place[] => {
        if (shown.size >= found.length) return []
        return [{ at: at ?? null, shown: [...shown].sort((a, b) => a - b), ...firstOf(pages[i - 1]) }]
      })
      const last = pages.at(-1)
      const turns = last && !ended && last.next !== undefined && begun.length === 0
      const after: Place[] = turns ? [{ at: last.next!, shown: [], ...firstOf(last) }] : []
      const left = [...held, ...begun, ...after]
      return left.length > 0 ? left : undefined
    },
  }
}
