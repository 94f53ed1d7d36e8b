import { fewValues, type PropertySummary } from '../aggregation.ts'
import { compareText } from '../fields.ts'
import type { Properties, PropertyValue } from '../granule.ts'

/**
 * What granules have under one name and type, so that it can be kept up as they come and go. Bounds of numbers only
 * widen; how often each string occurs is counted until there are more than `mostKept`.
 */
export interface Entry {
  granules: number
  least?: number
  greatest?: number
  values?: Map<string, number>
}

/** By name, then type. */
export type Vocabulary = Map<string, Map<PropertySummary['type'], Entry>>

/** Strings whose occurrences are counted: more than are shown, as some may go again. */
const mostKept = 4 * fewValues

/** Counts a granule in (+1) or out (-1). */
export function countProperties(vocabulary: Vocabulary, properties: Properties, sign: 1 | -1): void {
  for (const name in properties) {
    const value = properties[name]!
    if (Array.isArray(value) && value.length === 0) continue
    const entry = entryOf(vocabulary, name, typeOf(value))
    entry.granules += sign
    if (typeof value === 'number') widen(entry, value, value)
    else if (typeof value !== 'boolean') for (const text of new Set([value].flat())) count(entry, text, sign)
  }
}

/** Adds what `changes` counted to what was there. */
export function joinVocabularies(into: Vocabulary, changes: Vocabulary): void {
  for (const [name, types] of changes) {
    for (const [type, change] of types) {
      const entry = entryOf(into, name, type)
      entry.granules += change.granules
      if (change.least !== undefined) widen(entry, change.least, change.greatest!)
      if (!change.values) delete entry.values
      else for (const [text, times] of change.values) count(entry, text, times)
    }
  }
}

export function summariesOf(vocabulary: Vocabulary): PropertySummary[] {
  const names = [...vocabulary.keys()].sort(compareText)
  return names.flatMap((name) => {
    const types = [...vocabulary.get(name)!].sort(([a], [b]) => compareText(a, b))
    return types.filter(([, { granules }]) => granules > 0).map((one) => summaryOf(name, ...one))
  })
}

function summaryOf(name: string, type: PropertySummary['type'], entry: Entry): PropertySummary {
  const { granules, least, greatest } = entry
  const texts = entry.values && [...entry.values.keys()]
  return {
    name,
    type,
    granules,
    ...(type === 'number' && least !== undefined && { least }),
    ...(type === 'number' && greatest !== undefined && { greatest }),
    ...(texts && texts.length > 0 && texts.length <= fewValues && { values: texts.sort(compareText) }),
  }
}

export function entryOf(vocabulary: Vocabulary, name: string, type: PropertySummary['type']): Entry {
  const types = vocabulary.get(name) ?? new Map<PropertySummary['type'], Entry>()
  vocabulary.set(name, types)
  const entry = types.get(type) ?? newEntry(type)
  types.set(type, entry)
  return entry
}

function newEntry(type: PropertySummary['type']): Entry {
  const counted = type === 'string' || type === 'string[]'
  return { granules: 0, ...(counted && { values: new Map<string, number>() }) }
}

function typeOf(value: PropertyValue): PropertySummary['type'] {
  return Array.isArray(value) ? 'string[]' : (typeof value as 'string' | 'number' | 'boolean')
}

function widen(entry: Entry, least: number, greatest: number): void {
  entry.least = Math.min(entry.least ?? least, least)
  entry.greatest = Math.max(entry.greatest ?? greatest, greatest)
}

function count(entry: Entry, text: string, times: number): void {
  const { values } = entry
  if (!values) return
  const left = (values.get(text) ?? 0) + times
  if (left === 0) values.delete(text)
  else values.set(text, left)
  if (values.size > mostKept) delete entry.values
}
