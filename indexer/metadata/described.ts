import { listOf } from '../../catalog/description/complete.ts'
import type { NamedFile } from '../../catalog/description/file-pattern.ts'
import type { IndexedProperty } from '../../catalog/description/schema.ts'
import type { Collection, PropertyValue } from '../../catalog/granule.ts'
import type { AttributeValue } from '../readers/dataset.ts'
import type { FileAttributes } from './attributes.ts'
import { nameSource } from './named-coverage.ts'
import type { DescribedProperties } from './properties.ts'

const descriptionSource = 'the description of the collection'

/**
 * Adds to what convention found what the description asks for: attributes it names come first; then, where the file says
 * nothing, its name, the description's own values, and platform, instrument and level where the collection has but one.
 * @returns a sentence for each value that is not of the type it should be, which is left out
 */
export function addDescribed(
  { properties, sources }: DescribedProperties,
  attributes: FileAttributes,
  collection: Collection | undefined,
  named: NamedFile | undefined,
): string[] {
  const warnings: string[] = []
  const declared = collection?.properties ?? {}
  const keep = (name: string, given: AttributeValue | boolean, source: string) => {
    const type = declared[name]?.type
    const value = type === undefined ? plain(given) : convert(given, type)
    if (value === undefined) {
      warnings.push(
        `property ${name}: ${source} says ${JSON.stringify(given)}, which is no ${type}: left out`,
      )
    } else {
      properties[name] = value
      sources[name] = source
    }
  }
  for (const [name, { attribute }] of Object.entries(declared)) {
    const found = attributes.find(...listOf(attribute))
    const conventional = { value: properties[name], source: sources[name]! }
    delete properties[name]
    delete sources[name]
    if (found !== undefined) keep(name, found.value, `attribute ${found.name}`)
    if (properties[name] === undefined && conventional.value !== undefined)
      keep(name, conventional.value, conventional.source)
  }
  const fill = (name: string, value: PropertyValue | undefined, source: string) => {
    if (value !== undefined && properties[name] === undefined) keep(name, value, source)
  }
  for (const [name, value] of Object.entries(named?.values ?? {})) {
    if (name !== 'id') fill(name, value, nameSource)
  }
  for (const [name, { value }] of Object.entries(declared)) fill(name, value, descriptionSource)
  const { platform = [], instrument = [], level } = collection ?? {}
  if (platform.length === 1) fill('platform', platform[0], descriptionSource)
  if (instrument.length === 1) fill('instrument', instrument[0], descriptionSource)
  fill('level', level, descriptionSource)
  return warnings
}

function convert(given: AttributeValue | boolean, type: IndexedProperty['type']): PropertyValue | undefined {
  switch (type) {
    case 'string':
      return Array.isArray(given) ? given.join(', ') : String(given)
    case 'string[]':
      return Array.isArray(given) ? given.map(String) : String(given).split(/\s*[,;]\s*/)
    case 'boolean':
      return toBoolean(given)
    case 'number': {
      const [first] = Array.isArray(given) ? given : [given]
      const number = typeof first === 'string' && first.trim() === '' ? Number.NaN : Number(first)
      return Number.isFinite(number) ? number : undefined
    }
  }
}

function toBoolean(given: AttributeValue | boolean): boolean | undefined {
  const text = String(given).trim().toLowerCase()
  if (/^(true|yes|y|t|1)$/.test(text)) return true
  return /^(false|no|n|f|0)$/.test(text) ? false : undefined
}

/** Several numbers are no value of a property: the first stands for them. */
function plain(given: AttributeValue | boolean): PropertyValue {
  if (!Array.isArray(given)) return given
  return typeof given[0] === 'number' ? given[0] : given.map(String)
}
