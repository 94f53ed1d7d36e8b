import { createHash } from 'node:crypto'
import { InvalidQueryError } from '../errors.ts'
import type { Partition } from '../granule.ts'

/**
 * The names of the catalogue's indices and aliases. All begin with the prefix, and none is ever addressed by a wildcard, so that
 * what other applications keep on the same cluster is neither read nor touched.
 *
 * | name | |
 * |---|---|
 * | `P-collections` | alias of the index of descriptions |
 * | `P-ledger` | alias of the index of what is remembered of files |
 * | `P-granules` | alias of all granules |
 * | `P-granules@SLICE` | alias of all granules of a slice of time |
 * | `P-granules.COLLECTION` | alias of a collection |
 * | `P-granules.COLLECTION@SLICE` | alias of one index; writes go to it |
 * | `P-granules.COLLECTION@SLICE-000001` | the index itself, in its first generation |
 */
export interface Names {
  prefix: string
  collections: string
  ledger: string
  granules: string
  sliceOfAll(slice: string): string
  collection(id: string): string
  slice(collection: string, slice: string): string
}

/** @throws InvalidQueryError for a prefix that could not begin the name of an index, or not tell it from another's */
export function namesFor(prefix: string): Names {
  if (!/^[a-z0-9][a-z0-9_-]{0,59}$/.test(prefix)) {
    throw new InvalidQueryError(
      'catalog',
      `the path of the URL names the catalogue within the cluster: lowercase letters, digits, - and _, not '${prefix}'`,
    )
  }
  const granules = `${prefix}-granules`
  const collection = (id: string) => `${granules}.${slug(id)}`
  return {
    prefix,
    collections: `${prefix}-collections`,
    ledger: `${prefix}-ledger`,
    granules,
    sliceOfAll: (slice) => `${granules}@${slice}`,
    collection,
    slice: (id, slice) => `${collection(id)}@${slice}`,
  }
}

/** The index of an alias in a generation; `catalog migrate` makes the next one. */
export function generationName(alias: string, generation: number): string {
  return `${alias}-${String(generation).padStart(6, '0')}`
}

export function generationOf(index: string): number {
  return Number(/-(\d{6,})$/.exec(index)?.[1] ?? 0)
}

/** The write alias of an index: its name without the generation. */
export function aliasOf(index: string): string {
  return generationOf(index) > 0 ? index.replace(/-\d+$/, '') : index
}

/**
 * A collection's id as an index name may have it: as it is where that is allowed, else in lower case with `-` for what is not,
 * and, after a dot, which no id that stays as it is can have, a digest that keeps ids apart.
 */
function slug(id: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,99}$/.test(id)) return id
  const readable = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .slice(0, 60)
  return `${readable}.${createHash('sha256').update(id).digest('hex').slice(0, 16)}`
}

/** A document's `_id` is the granule's or collection's id, or a digest where that is longer than an `_id` may be (512 bytes). */
export function documentId(id: string): string {
  return Buffer.byteLength(id) <= 500 ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`
}

/** Slice of granules that are not divided by time. */
const undivided = 'all'
/** Slice of granules that last beyond the slice after the one in which they start, or lie outside the years 0 to 9999. */
const long = 'long'
/** Slices that one search names, by unit; a longer period asks all. */
const mostSlices = 60

/** Whether an index, by its write alias, has all of its collection. */
export function isUndivided(alias: string): boolean {
  return alias.endsWith(`@${undivided}`)
}

/** The slice in which a granule is kept. */
export function sliceOf(partition: Partition, start: number, end: number): string {
  if (partition === 'none') return undivided
  const first = ordinal(partition, start)
  const last = ordinal(partition, end)
  if (first === undefined || last === undefined || last > first + 1) return long
  return sliceName(partition, first)
}

/**
 * The slices in which granules of a period can be, however the collections are divided: since a granule ends in the slice
 * in which it starts or the next one, or is in the slice of long ones, they start at most one slice before the period.
 * `undefined` where they are too many to name.
 */
export function slicesOf(start: number, end: number): string[] | undefined {
  const slices = [undivided, long]
  for (const unit of ['year', 'month'] as const) {
    const first = ordinal(unit, start)
    const last = ordinal(unit, end)
    if (first === undefined || last === undefined || last - first > mostSlices) return undefined
    for (let slice = first - 1; slice <= last; slice++) slices.push(sliceName(unit, slice))
  }
  return slices
}

function ordinal(unit: 'year' | 'month', instant: number): number | undefined {
  const date = new Date(instant)
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) return undefined
  return unit === 'year' ? year : 12 * year + date.getUTCMonth()
}

function sliceName(unit: 'year' | 'month', slice: number): string {
  const year = String(unit === 'year' ? slice : Math.floor(slice / 12)).padStart(4, '0')
  return unit === 'year' ? year : `${year}-${String((((slice % 12) + 12) % 12) + 1).padStart(2, '0')}`
}

/** Characters of names that go into the address: clusters take lines of 4,096. */
export const longestPath = 1_500

/** The names in addresses, each no longer than a request may have it. */
export function pathsOf(names: readonly string[]): string[] {
  const paths: string[] = []
  for (const name of names) {
    const longer = `${paths.at(-1) ?? ''},${name}`
    if (paths.length > 0 && longer.length <= longestPath) paths[paths.length - 1] = longer
    else paths.push(name)
  }
  return paths
}
