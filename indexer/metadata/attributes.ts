import type { AttributeValue, Dataset } from '../readers/dataset.ts'

/** The attributes that describe the file as a whole, under whatever case, prefix and group they are written. */
export interface FileAttributes {
  /** The first of these names that has a value. Case and `-` or `_` do not matter. */
  find(...names: string[]): FoundAttribute | undefined
  /** As text, where it is text or a number. */
  text(...names: string[]): string | undefined
  number(...names: string[]): number | undefined
  /** All of them, by the name in lower case without separators. */
  all(): Iterable<[key: string, FoundAttribute]>
}

export interface FoundAttribute {
  /** As written, with the group where it is not the root. */
  name: string
  value: AttributeValue
}

/** What OPeNDAP servers and others put before the names of global attributes. */
const prefix = /^(NC_GLOBAL|HDF5_GLOBAL|DODS_EXTRA|global|_GLOBAL_)[.:/]/i

/** A value such as `StartGranuleDateTime=2021-02-20T09:35:41.445Z;`, many in one attribute (PVL, as GPM writes it). */
const statement = /^\s*([A-Za-z]\w*)\s*=\s*"?([^;"\n]*)"?\s*;?\s*$/gm

/** Groups that hold a file's description: those of the top levels, whose attributes come after the root's. */
const deepestGroup = 4

export function collectAttributes(dataset: Dataset): FileAttributes {
  const found = new Map<string, FoundAttribute>()
  const groups = dataset.groups
    .filter(({ path }) => path.split('/').length - 1 <= deepestGroup)
    .toSorted((a, b) => depthOf(a.path) - depthOf(b.path))
  for (const group of groups) {
    for (const name of group.attributes.names()) {
      const value = group.attributes.get(name)
      if (value === undefined || (typeof value === 'string' && value.trim() === '')) continue
      const shown = group.path === '/' ? name : `${group.path}/${name}`
      remember(found, keyOf(name.replace(prefix, '')), { name: shown, value })
      // `FH:Validity_Period:Validity_Start`: the last part is the name, unless a shorter path has it.
      const last = name.split(':').at(-1)!
      if (last !== name) remember(found, keyOf(last), { name: shown, value })
      if (typeof value === 'string' && value.includes('=') && value.includes('\n')) {
        for (const [, key, text] of value.matchAll(statement)) {
          if (text?.trim()) remember(found, keyOf(key!), { name: `${shown}.${key}`, value: text.trim() })
        }
      }
    }
  }
  const find = (...names: string[]) => {
    for (const name of names) {
      const attribute = found.get(keyOf(name))
      if (attribute !== undefined) return attribute
    }
    return undefined
  }
  return {
    find,
    all: () => found.entries(),
    text(...names) {
      for (const name of names) {
        const value = find(name)?.value
        if (typeof value === 'string' && value.trim()) return value.trim()
        if (typeof value === 'number') return String(value)
        if (Array.isArray(value) && typeof value[0] === 'string' && value[0].trim())
          return value.join(' ').trim()
      }
      return undefined
    },
    number(...names) {
      for (const name of names) {
        const value = find(name)?.value
        const number = Array.isArray(value)
          ? Number(value[0])
          : typeof value === 'number'
            ? value
            : toNumber(value)
        if (number !== undefined && Number.isFinite(number)) return number
      }
      return undefined
    },
  }
}

function depthOf(path: string): number {
  return path === '/' ? 0 : path.split('/').length - 1
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[-_ .]/g, '')
}

function remember(found: Map<string, FoundAttribute>, key: string, attribute: FoundAttribute): void {
  if (!found.has(key)) found.set(key, attribute)
}

function toNumber(text: string | undefined): number | undefined {
  const match = text?.trim().match(/^[+-]?\d+(\.\d+)?$/)
  return match ? Number(match[0]) : undefined
}
