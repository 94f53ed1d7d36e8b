import { setTimeout as sleep } from 'node:timers/promises'
import type { estypes } from '@elastic/elasticsearch'
import pLimit from 'p-limit'
import { CatalogUnavailableError, type Refusal } from '../errors.ts'
import type { Fate } from '../fate.ts'
import { compareText } from '../fields.ts'
import type { Granule } from '../granule.ts'
import type { Connection } from './connect.ts'
import { type GranuleDocument, toCoarseDocument, toDocument } from './document.ts'
import { backoff, floodMessage, isFlood, isPassingStatus, request } from './failure.ts'
import { documentId } from './names.ts'

/** Granules and bytes in one bulk request. */
const mostGranules = 500
const mostBytes = 8 * 2 ** 20
/** Bulk requests under way at once; more only fill the cluster's queue. */
const concurrency = 3

/** A granule and the alias it goes to. */
export interface Write {
  granule: Granule
  alias: string
}

type Item = estypes.BulkResponseItem
type Verdict = Fate | 'missing' | { refused: string }
type Step = Verdict | 'again' | 'superseded' | 'coarse'

/** What became of writes: an outcome each, in order, but for those that were refused or had no index to go to. */
export interface Written {
  outcomes: (Fate | undefined)[]
  refused: Refusal[]
  /** Positions of writes whose alias is not there. */
  missing: number[]
}

/**
 * Stores each granule under its id. The time at which the catalogue took it is its version, so a write that arrives late does not
 * undo a newer one. Requests and single granules that the cluster is too busy for go again.
 *
 * @param options `direct`: to an index by its own name and not through an alias
 * @throws CatalogUnavailableError when the cluster does not come back; the same can then be put again
 */
export async function writeGranules(
  connection: Connection,
  writes: Write[],
  { direct = false }: { direct?: boolean } = {},
): Promise<Written> {
  const limit = pLimit(concurrency)
  const written: Written = { outcomes: writes.map(() => undefined), refused: [], missing: [] }
  const settle = ({ index, collection, id }: Line, verdict: Verdict) => {
    if (typeof verdict === 'object') written.refused.push({ collection, id, reason: verdict.refused })
    else if (verdict === 'missing') written.missing.push(index)
    else written.outcomes[index] = verdict
  }
  const done = await Promise.allSettled(
    chunks(prepare(writes)).map((chunk) => limit(() => writeChunk(connection, chunk, direct, settle))),
  )
  for (const result of done) if (result.status === 'rejected') throw result.reason
  return written
}

/** One granule as lines of a bulk request. */
interface Line {
  index: number
  alias: string
  collection: string
  id: string
  granule: Granule
  version: number
  source: string
  isCoarse: boolean
  /** Not even a version: the engine remembers a deleted document's for a minute, and refuses older ones. */
  isCreate: boolean
}

function prepare(writes: Write[]): Line[] {
  return writes.map(({ granule, alias }, index) => ({
    index,
    alias,
    collection: granule.collection,
    id: granule.id,
    granule,
    version: Math.max(0, Math.floor(granule.updated)),
    source: JSON.stringify(toDocument(granule)),
    isCoarse: false,
    isCreate: false,
  }))
}

/**
 * Parts for one request each. What goes to the same index stands together: each index that a request touches
 * has to bring it to disk before the answer.
 */
function chunks(lines: Line[]): Line[][] {
  const all: Line[][] = []
  let bytes = 0
  for (const line of lines.toSorted((a, b) => compareText(a.alias, b.alias))) {
    const last = all.at(-1)
    const full = !last || last.length >= mostGranules || bytes + line.source.length > mostBytes
    const enough = last && last.length >= mostGranules / 4 && last[0]!.alias !== line.alias
    if (full || enough) {
      all.push([])
      bytes = 0
    }
    all.at(-1)!.push(line)
    bytes += line.source.length
  }
  return all
}

async function writeChunk(
  connection: Connection,
  chunk: Line[],
  direct: boolean,
  settle: (line: Line, verdict: Verdict) => void,
): Promise<void> {
  const deadline = Date.now() + connection.patience.write
  let open = chunk
  for (let attempt = 0; open.length > 0; attempt++) {
    const items = await bulk(connection, open, direct)
    const again: Line[] = []
    const superseded: Line[] = []
    let busy = ''
    for (const [i, line] of open.entries()) {
      const item = items[i]
      const verdict = item
        ? judge(connection, line, item)
        : { refused: 'Elasticsearch did not answer for it' }
      if (verdict === 'again') {
        again.push(line)
        busy = item?.error?.reason ?? ''
      } else if (verdict === 'superseded') superseded.push(line)
      else if (verdict === 'coarse') again.push(asCoarse(line))
      else settle(line, verdict)
    }
    const present = await arePresent(connection, superseded)
    for (const [i, line] of superseded.entries()) {
      if (present[i]) settle(line, 'kept')
      else again.push({ ...line, isCreate: true })
    }
    if (busy !== '') {
      const wait = backoff(attempt)
      if (Date.now() + wait > deadline) {
        throw new CatalogUnavailableError(
          `Elasticsearch at ${connection.name} is too busy to store granules (${busy}). Try again later, or with fewer at once.`,
        )
      }
      await sleep(wait)
    }
    open = again
  }
}

async function bulk(connection: Connection, lines: Line[], direct: boolean): Promise<Item[]> {
  const operations = lines.flatMap(({ alias, id, version, source, isCreate }) => [
    isCreate
      ? JSON.stringify({ create: { _index: alias, _id: documentId(id) } })
      : JSON.stringify({
          index: { _index: alias, _id: documentId(id), version, version_type: 'external_gte' },
        }),
    source,
  ])
  const { items } = await request(connection, 'write', () =>
    connection.client.bulk<GranuleDocument>({
      // Lines that are text already are sent as they are; the type of the client knows objects only.
      operations: operations as unknown as GranuleDocument[],
      require_alias: !direct,
      filter_path: [
        'items.*.status',
        'items.*.result',
        'items.*.error.type',
        'items.*.error.reason',
        'items.*.error.caused_by',
      ],
    }),
  )
  return items.map((item) => (item.index ?? item.create)!)
}

/** What an answer for one granule means. */
function judge(connection: Connection, line: Line, { status, result, error }: Item): Step {
  if (!error) return result === 'created' ? 'added' : 'replaced'
  const reason = reasonOf(error)
  if (isFlood(reason)) throw new CatalogUnavailableError(floodMessage(connection.name))
  if (status === 404) return 'missing'
  if (isPassingStatus(status, error.type, reason)) return 'again'
  if (error.type === 'version_conflict_engine_exception') return line.isCreate ? 'replaced' : 'superseded'
  if (status === 400 && /footprint/.test(reason) && !line.isCoarse) return 'coarse'
  return { refused: reason }
}

function reasonOf(error: estypes.ErrorCause): string {
  const parts = [error.reason, error.caused_by?.reason].filter((part) => part != null)
  return parts.length > 0 ? parts.join(': ') : error.type
}

function asCoarse(line: Line): Line {
  return { ...line, source: JSON.stringify(toCoarseDocument(line.granule)), isCoarse: true }
}

/** Whether documents are there now, by their ids, whatever has been made searchable. */
async function arePresent(connection: Connection, lines: Line[]): Promise<boolean[]> {
  if (lines.length === 0) return []
  const { docs } = await request(connection, 'read', () =>
    connection.client.mget({
      docs: lines.map(({ alias, id }) => ({ _index: alias, _id: documentId(id), _source: false })),
    }),
  )
  return docs.map((doc) => 'found' in doc && doc.found)
}
