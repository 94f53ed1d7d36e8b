import { setTimeout as sleep } from 'node:timers/promises'
import type { estypes } from '@elastic/elasticsearch'
import { CatalogUnavailableError, type Refusal } from '../errors.ts'
import type { Fate } from '../fate.ts'
import { compareText } from '../fields.ts'
import type { Granule } from '../granule.ts'
import type { Connection } from './connect.ts'
import { coarseDocumentText, documentText } from './document.ts'
import { backoff, floodMessage, isFlood, isPassingStatus, request } from './failure.ts'
import { documentId } from './names.ts'

/** Granules and characters in one bulk request. */
const mostGranules = 500
const mostCharacters = 8 * 2 ** 20
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
  const written: Written = { outcomes: writes.map(() => undefined), refused: [], missing: [] }
  const settle = ({ index, granule: { collection, id } }: Line, verdict: Verdict) => {
    if (typeof verdict === 'object') written.refused.push({ collection, id, reason: verdict.refused })
    else if (verdict === 'missing') written.missing.push(index)
    else written.outcomes[index] = verdict
  }
  const left = requestsFor(writes)
  // The documents of a request are made when its turn comes: the cluster works on those before it meanwhile.
  const writeNext = async (): Promise<boolean> => {
    const { value: next } = left.next()
    if (next) await writeLines(connection, next, direct, settle)
    return next !== undefined
  }
  const writeAll = async () => {
    while (await connection.bulks(writeNext));
  }
  const done = await Promise.allSettled(Array.from({ length: connection.bulks.concurrency }, writeAll))
  for (const result of done) if (result.status === 'rejected') throw result.reason
  return written
}

/** One granule as lines of a bulk request. */
interface Line {
  index: number
  alias: string
  granule: Granule
  version: number
  isCoarse: boolean
  /** Not even a version: the engine remembers a deleted document's for a minute, and refuses older ones. */
  isCreate: boolean
}

interface BulkRequest {
  lines: Line[]
  /** Their text in UTF-8. */
  body: Buffer
}

/**
 * What goes to the same index stands together: each index that a request touches has to bring it to disk before
 * the answer.
 */
function* requestsFor(writes: Write[]): Generator<BulkRequest, undefined, void> {
  const order = [...writes.keys()].sort((a, b) => compareText(writes[a]!.alias, writes[b]!.alias))
  let lines: Line[] = []
  let text = ''
  for (const index of order) {
    const { granule, alias } = writes[index]!
    const version = Math.max(0, Math.floor(granule.updated))
    const line: Line = { index, alias, granule, version, isCoarse: false, isCreate: false }
    const own = textOf(line)
    const full = lines.length >= mostGranules || text.length + own.length > mostCharacters
    const enough = lines.length >= mostGranules / 4 && lines[0]!.alias !== alias
    if (lines.length > 0 && (full || enough)) {
      yield { lines, body: Buffer.from(text) }
      lines = []
      text = ''
    }
    lines.push(line)
    text += own
  }
  if (lines.length > 0) yield { lines, body: Buffer.from(text) }
}

function textOf({ alias, granule, version, isCoarse, isCreate }: Line): string {
  const target = `"_index":${JSON.stringify(alias)},"_id":${JSON.stringify(documentId(granule.id))}`
  const action = isCreate
    ? `{"create":{${target}}}`
    : `{"index":{${target},"version":${version},"version_type":"external_gte"}}`
  return `${action}\n${isCoarse ? coarseDocumentText(granule) : documentText(granule)}\n`
}

async function writeLines(
  connection: Connection,
  { lines, body }: BulkRequest,
  direct: boolean,
  settle: (line: Line, verdict: Verdict) => void,
): Promise<void> {
  const deadline = Date.now() + connection.patience.write
  let open = lines
  for (let attempt = 0; open.length > 0; attempt++) {
    const items = await bulk(
      connection,
      attempt === 0 ? body : Buffer.from(open.map(textOf).join('')),
      direct,
    )
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
      else if (verdict === 'coarse') again.push({ ...line, isCoarse: true })
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

async function bulk(connection: Connection, body: Buffer, direct: boolean): Promise<Item[]> {
  const { items } = await request(connection, 'write', () =>
    connection.client.bulk<unknown>({
      // A body that is made already is sent as it is; the type of the client knows objects only.
      operations: body as unknown as object[],
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

/** Whether documents are there now, by their ids, whatever has been made searchable. */
async function arePresent(connection: Connection, lines: Line[]): Promise<boolean[]> {
  if (lines.length === 0) return []
  const { docs } = await request(connection, 'read', () =>
    connection.client.mget({
      docs: lines.map(({ alias, granule }) => ({
        _index: alias,
        _id: documentId(granule.id),
        _source: false,
      })),
    }),
  )
  return docs.map((doc) => 'found' in doc && doc.found)
}
