import type { Attributes, AttributeValue, Dataset } from '../readers/dataset.ts'

/** The attributes that describe the file as a whole, under whatever case, prefix and group they are written. */
export interface FileAttributes {
  /**
   * The first of these names that has a value. Case, `-`, `_` and `.` do not matter; of several groups the one nearest
   * the root counts.
   */
  find(...names: string[]): FoundAttribute | undefined
  /** As text, where it is text or a number. */
  text(...names: string[]): string | undefined
  number(...names: string[]): number | undefined
  /** All of them with a value, by the name in lower case without separators. */
  all(): Iterable<[key: string, FoundAttribute]>
}

export interface FoundAttribute {
  /** As written, with the group where it is not the root. */
  name: string
  /** Path of the group, `/` for the root. */
  group: string
  value: AttributeValue
}

/** What OPeNDAP servers and others put before the names of global attributes. */
const prefix = /^(NC_GLOBAL|HDF5_GLOBAL|DODS_EXTRA|global|_GLOBAL_)[.:/]/i

/** A value such as `StartGranuleDateTime=2021-02-20T09:35:41.445Z;`, many in one attribute (PVL). */
const statement = /^\s*([A-Za-z]\w*)\s*=\s*"?([^;"\n]*)"?\s*;?\s*$/gm

/** Groups further down than this do not describe the file. */
const deepestGroup = 4

interface Entry {
  name: string
  group: string
  read: () => AttributeValue | undefined
}

/** Lists the attributes of a file; each is read when it is asked for. */
export function collectAttributes(dataset: Dataset): FileAttributes {
  const entries = listEntries(dataset)

  const find = (...names: string[]): FoundAttribute | undefined => {
    for (const name of names) {
      for (const entry of entries.get(keyOf(name)) ?? []) {
        const value = entry.read()
        if (hasValue(value)) return { name: entry.name, group: entry.group, value }
      }
    }
    return undefined
  }

  function* all(): Iterable<[string, FoundAttribute]> {
    for (const key of entries.keys()) {
      const found = find(key)
      if (found !== undefined) yield [key, found]
    }
  }

  const firstOf = <T>(names: string[], read: (value: AttributeValue) => T | undefined): T | undefined => {
    for (const name of names) {
      const found = find(name)
      const value = found === undefined ? undefined : read(found.value)
      if (value !== undefined) return value
    }
    return undefined
  }
  return {
    find,
    all,
    text: (...names) => firstOf(names, toText),
    number: (...names) => firstOf(names, toNumber),
  }
}

function listEntries(dataset: Dataset): Map<string, Entry[]> {
  const entries = new Map<string, Entry[]>()
  const add = (key: string, entry: Entry) => {
    const there = entries.get(key)
    if (there === undefined) entries.set(key, [entry])
    else there.push(entry)
  }
  const groups = dataset.groups.filter(({ path }) => depthOf(path) <= deepestGroup)
  for (const { path, attributes } of groups.toSorted((a, b) => depthOf(a.path) - depthOf(b.path))) {
    for (const name of attributes.names()) {
      const shown = path === '/' ? name : `${path}/${name}`
      const entry = { name: shown, group: path, read: () => attributes.get(name) }
      add(keyOf(name.replace(prefix, '')), entry)
      // `FH:Validity_Period:Validity_Start`: the last part is the name.
      const last = name.split(':').at(-1)!
      if (last !== name) add(keyOf(last), entry)
    }
    if (path === '/') for (const [key, entry] of listStatements(attributes)) add(key, entry)
  }
  for (const variable of dataset.variables) {
    // What only refers to other variables describes them all.
    if (variable.type === 'other' && variable.shape.length === 1) {
      for (const name of variable.attributes.names()) {
        add(keyOf(name), {
          name: `${variable.path}/${name}`,
          group: variable.group,
          read: () => variable.attributes.get(name),
        })
      }
    }
    if (variable.type === 'text' && /^(core|archive)_?metadata/i.test(variable.name)) {
      for (const [key, entry] of listObjects(variable.path, variable.readText().join(''))) add(key, entry)
    }
  }
  return entries
}

/** `OBJECT = RANGEBEGINNINGDATE ... VALUE = "2005-01-01"`: ODL, as EOS writes its core metadata. */
const objectValue = /OBJECT\s*=\s*(\w+)(?:(?!OBJECT)[\s\S])*?VALUE\s*=\s*\(?\s*"?([^"\n)]*)/g

function* listObjects(path: string, odl: string): Iterable<[string, Entry]> {
  for (const [, key, text] of odl.matchAll(objectValue)) {
    yield [keyOf(key!), { name: `${path}.${key}`, group: '/', read: () => text!.trim() }]
  }
}

function* listStatements(attributes: Attributes): Iterable<[string, Entry]> {
  for (const name of attributes.names()) {
    const value = attributes.get(name)
    if (typeof value !== 'string' || !value.includes('=') || !value.includes('\n')) continue
    if (/^(core|archive)_?metadata/i.test(name)) {
      yield* listObjects(name, value)
      continue
    }
    for (const [, key, text] of value.matchAll(statement)) {
      yield [keyOf(key!), { name: `${name}.${key}`, group: '/', read: () => text }]
    }
  }
}

function depthOf(path: string): number {
  return path === '/' ? 0 : path.split('/').length - 1
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[-_ .]/g, '')
}

function hasValue(value: AttributeValue | undefined): value is AttributeValue {
  return value !== undefined && !(typeof value === 'string' && value.trim() === '')
}

function toText(value: AttributeValue): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined
  if (typeof value === 'number') return String(value)
  return typeof value[0] === 'string' ? value.join(' ').trim() || undefined : undefined
}

function toNumber(value: AttributeValue): number | undefined {
  const first = Array.isArray(value) ? value[0] : value
  if (typeof first === 'number') return Number.isFinite(first) ? first : undefined
  return first !== undefined && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(first) ? Number(first) : undefined
}
