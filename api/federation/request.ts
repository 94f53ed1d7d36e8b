import { InvalidQueryError, NotSupportedError } from '../../catalog/errors.ts'
import { type Cursor, decodeCursor } from '../../federation/cursor.ts'
import type { Federation } from '../../federation/open.ts'
import type { FederatedRequest } from '../../federation/search.ts'
import type { Source } from '../../federation/source.ts'
import { readGranuleQuery } from '../opensearch/granule-query.ts'
import type { Parameter } from '../opensearch/parameter.ts'
import { readParameters, type Sent } from '../opensearch/parameters.ts'
import type { RawParameters } from '../opensearch/request.ts'
import { readWindow } from '../opensearch/window.ts'
import type { Window } from '../pieces.ts'

export interface ReadRequest extends Omit<FederatedRequest, 'signal'> {
  honoured: Sent[]
  window: Window
  sources: Source[]
  /** In capitals: only files that are fetched by it are wanted. */
  protocol?: string
}

/** What a federated search takes beside the parameters of any other. */
export const ownParameters = {
  source: {
    name: 'source',
    token: 'oceanid:source',
    title: 'Sources to ask, parted by commas; all without',
  },
  protocol: {
    name: 'protocol',
    token: 'oceanid:protocol',
    title: 'Only files fetched by this protocol: HTTPS, FTP, S3...',
  },
} as const satisfies Record<string, Parameter>

/** Of these a source can be told nothing by a template that lacks them, and what it answers does not show them. */
const untellable = ['uid', 'sortKeys', 'along-track']

/**
 * @throws InvalidQueryError naming the parameter
 * @throws NotSupportedError for what cannot be asked of several services alike
 */
export function readFederated(federation: Federation, raw: RawParameters): ReadRequest {
  const sent = readParameters('granules', raw)
  // What intersects the area can be asked of every source, and nothing else.
  const query = readGranuleQuery(sent, ['intersects'])
  const onTime = sent.get('timeRelation')?.value.trim().toLowerCase()
  if (onTime !== undefined && onTime !== 'intersects') {
    throw new NotSupportedError(
      'timeRelation: a federated search finds what overlaps the period, and nothing else',
    )
  }
  for (const name of untellable) {
    if (sent.has(name)) throw new NotSupportedError(`${name} is not supported by a federated search`)
  }
  const cursor = readCursor(raw.cursor)
  const window = readWindow(sent, 1)
  const own = readOwn(raw)
  const collection = sent.get('parentIdentifier')?.value.trim()
  const { relation: _, ...wanted } = query
  const tokens = new Map([...sent.values()].map(({ parameter, value }) => [parameter.token, value]))
  for (const token of ['count', 'startIndex', 'startPage', 'eo:parentIdentifier']) tokens.delete(token)
  const protocol = own.get('protocol')?.value.trim().toUpperCase()
  return {
    question: { query: wanted, tokens, ...(collection !== undefined && { collection }) },
    offset: window.offset,
    count: window.count,
    ...(cursor && { cursor }),
    window: cursor ? { ...window, offset: cursor.offset } : window,
    honoured: [...sent.values(), ...own.values()],
    sources: chooseSources(federation, own.get('source')?.value.split(','), protocol),
    ...(protocol !== undefined && { protocol }),
  }
}

function readCursor(value: unknown): Cursor | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw new InvalidQueryError('cursor', 'is given once')
  return decodeCursor(value)
}

function readOwn(raw: RawParameters): Map<string, Sent> {
  const sent = new Map<string, Sent>()
  for (const [name, parameter] of Object.entries(ownParameters)) {
    const values = [raw[name]].flat().filter((value) => typeof value === 'string' && value.trim() !== '')
    if (values.length > 1) throw new InvalidQueryError(name, `given ${values.length} times; send it once`)
    if (values[0]) sent.set(name, { parameter, as: name, value: String(values[0]) })
  }
  return sent
}

/** @throws InvalidQueryError for a source that there is not */
export function chooseSources(
  { sources }: Federation,
  named: string[] | undefined,
  protocol: string | undefined,
): Source[] {
  const ids = named?.map((id) => id.trim())
  const unknown = ids?.find((id) => !sources.some((source) => source.id === id))
  if (unknown !== undefined) {
    throw new InvalidQueryError('source', `"${unknown}" is none of ${sources.map(({ id }) => id).join(', ')}`)
  }
  return sources.filter(
    ({ id, protocols }) =>
      (!ids || ids.includes(id)) && (protocol === undefined || !protocols || protocols.includes(protocol)),
  )
}
