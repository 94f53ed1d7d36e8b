import { InvalidQueryError } from '../../../catalog/errors.ts'

/** `fields` in a body; absent, null and empty lists mean the same. */
export interface FieldsBody {
  include?: unknown
  exclude?: unknown
}

export interface Fields {
  include: string[]
  exclude: string[]
}

type Json = Record<string, unknown>

/** What an item keeps whatever is asked for: without these nobody could tell which one it is. */
const identity = ['type', 'stac_version', 'id', 'collection']

/** What the standard begins with where an empty list is included and something excluded. */
const usual = ['geometry', 'bbox', 'links', 'assets', 'properties.datetime']

/** `fields` as a query string has it (`id,-geometry,+properties.datetime`) or a body. @throws InvalidQueryError */
export function readFields(fields: string[] | FieldsBody | undefined): Fields | undefined {
  if (fields === undefined) return undefined
  if (!Array.isArray(fields)) {
    const [include, exclude] = [readNames(fields.include), readNames(fields.exclude)]
    const isFromUsual = 'include' in fields && include.length === 0 && exclude.length > 0
    return { include: isFromUsual ? usual.filter((name) => !exclude.includes(name)) : include, exclude }
  }
  const named = fields.map((field) => field.trim()).filter((field) => field !== '')
  return {
    include: named.filter((field) => !field.startsWith('-')).map((field) => field.replace(/^\+/, '')),
    exclude: named.filter((field) => field.startsWith('-')).map((field) => field.slice(1)),
  }
}

function readNames(names: unknown): string[] {
  if (names === undefined || names === null) return []
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names
  throw new InvalidQueryError('fields', 'include and exclude are lists of names')
}

/**
 * The part of a document that was asked for (STAC API Fields 1.0.0): what is included, or else all that is not
 * excluded; what is both is included. A name may lead inward by dots, but names with dots of their own go first.
 */
export function selectFields<T extends object>(document: T, { include, exclude }: Fields): T {
  const whole = document as unknown as Json
  if (include.length === 0) return without(whole, exclude) as T
  const kept: Json = {}
  for (const name of identity) if (name in whole) kept[name] = whole[name]
  for (const name of include) copy(whole, kept, name)
  const outer = exclude.filter((name) => !include.some((one) => one === name || one.startsWith(`${name}.`)))
  return without(kept, outer) as T
}

function copy(from: Json, to: Json, name: string): void {
  if (Object.hasOwn(from, name)) {
    to[name] = from[name]
    return
  }
  const [outer, inner] = divide(name)
  const value = own(from, outer)
  if (inner === undefined || !isObject(value)) return
  const before = own(to, outer)
  const part = isObject(before) ? before : {}
  if (part === value) return
  copy(value, part, inner)
  to[outer] = part
}

function without(document: Json, names: string[]): Json {
  const kept = { ...document }
  for (const name of names) {
    const [outer, inner] = divide(name)
    if (Object.hasOwn(kept, name)) delete kept[name]
    else if (inner !== undefined) {
      const part = own(kept, outer)
      if (isObject(part)) kept[outer] = without(part, [inner])
    }
  }
  return kept
}

function divide(name: string): [outer: string, inner: string | undefined] {
  const dot = name.indexOf('.')
  return dot < 0 ? [name, undefined] : [name.slice(0, dot), name.slice(dot + 1)]
}

function own(document: Json, name: string): unknown {
  return Object.hasOwn(document, name) ? document[name] : undefined
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
