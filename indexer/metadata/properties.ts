import type { Properties } from '../../catalog/granule.ts'
import type { KnownPropertyName } from '../../catalog/properties.ts'
import { attributeNames } from './attribute-names.ts'
import type { FileAttributes } from './attributes.ts'
import { readDayNight } from './day-night.ts'
import { parseInstant } from './instants.ts'

/** Properties that are text as the file has it. */
const textProperties = ['title', 'platform', 'instrument', 'level', 'version', 'quality', 'producer'] as const

/** Properties that number orbits. */
export const countProperties = ['orbit', 'relativeOrbit', 'cycle', 'pass'] as const

export interface DescribedProperties {
  properties: Properties
  /** Where each came from. */
  sources: Record<string, string>
}

/** What the attributes say of a file, by the names of `catalog/properties.ts`. */
export function readProperties(attributes: FileAttributes): DescribedProperties {
  const properties: Properties = {}
  const sources: Record<string, string> = {}
  const keep = (property: string, value: string | number | string[], source: string) => {
    properties[property] = value
    sources[property] = source
  }
  for (const property of textProperties) {
    for (const name of attributeNames[property]) {
      const text = attributes.text(name)
      const value = isMeaningful(text) ? tidyText(property, tidy(text)) : undefined
      if (value === undefined) continue
      keep(property, value, `attribute ${attributes.find(name)!.name}`)
      break
    }
  }
  const [, platform, instrument] = attributes.text('source')?.match(platformAndInstrument) ?? []
  if (platform && properties.platform === undefined) keep('platform', platform, 'attribute source')
  if (instrument && properties.instrument === undefined) keep('instrument', instrument, 'attribute source')
  for (const property of countProperties) {
    for (const name of attributeNames[property]) {
      const value = attributes.number(name) ?? leadingNumber(attributes.text(name))
      if (!isCount(value)) continue
      keep(property, value, `attribute ${attributes.find(name)!.name}`)
      break
    }
  }
  for (const name of attributeNames.created) {
    const instant = parseInstant(attributes.text(name) ?? '')
    if (instant === undefined) continue
    keep('created', new Date(instant).toISOString(), `attribute ${attributes.find(name)!.name}`)
    break
  }
  const direction = readDirection(attributes)
  if (direction !== undefined) keep('direction', direction.value, direction.source)
  const dayNight = readDayNight(attributes)
  if (dayNight !== undefined) keep('dayNight', dayNight.value, dayNight.source)
  return { properties, sources }
}

function readDirection(attributes: FileAttributes): { value: string; source: string } | undefined {
  for (const name of attributeNames.direction) {
    const text = attributes.text(name)?.trim().toLowerCase()
    const value = text?.match(/^asc|^a$/) ? 'ascending' : text?.match(/^desc|^d$/) ? 'descending' : undefined
    if (value !== undefined) return { value, source: `attribute ${attributes.find(name)!.name}` }
  }
  return undefined
}

/** `source` (CF section 2.6.2) where it names one satellite of a series and an instrument, and nothing else. */
const platformAndInstrument = /^([A-Z][A-Za-z]*-[A-Z0-9]{1,3})[ /]([A-Z][A-Z0-9-]{2,})$/

/** `094_2022-02-22T10:10:04Z` counts too. */
function leadingNumber(text: string | undefined): number | undefined {
  const digits = text?.match(/^\s*(\d{1,7})(?=[_\s/])/)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** As the property has it; undefined for what cannot be its value. */
function tidyText(property: KnownPropertyName, text: string): string | undefined {
  switch (property) {
    case 'level':
      return tidyLevel(text)
    case 'version':
      return /^level\b/i.test(text) ? undefined : text
    case 'platform':
    case 'instrument':
      return tidyName(text)
    default:
      return text
  }
}

/**
 * The short name of GCMD's `short > long`, which may follow its categories, or end with the short name: then it is one word.
 * A number or a sort of thing is no name.
 */
function tidyName(text: string): string | undefined {
  const parts = text
    .split('>')
    .map((part) => part.trim())
    .filter(Boolean)
  const last = parts.at(-1) ?? ''
  const endsShort = parts.length === 3 && /^\S*\d\S*$/.test(last)
  const name = parts.length < 2 || endsShort ? last : parts.at(-2)!
  return /^(\d+|satellites?|spacecraft|altimeters?|radiometers?|sensors?|instruments?)$/i.test(name)
    ? undefined
    : name
}

function isMeaningful(text: string | undefined): text is string {
  return (
    text !== undefined &&
    !/^(n\/?a|none|null|unknown|unspecified|not applicable|tbd|-+|\?+|xx+|)$/i.test(text.trim())
  )
}

/** Orbits and cycles count from 0; fill values do not. */
export function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value < 1e7
}

/** One line, without control characters and runs of blanks. */
function tidy(text: string): string {
  return text
    .replace(/\p{Cc}+|\ufffd+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** `Level 2`, `02`, `L2` and `NOAA Level 3` as `L2` and `L3`; `L2P`, `L3 Mapped` and `2A` keep what they add. */
function tidyLevel(text: string): string | undefined {
  const match = text.match(/(?:^|\b)(?:level|l)?[-_ ]*0*([0-4](?:[.][0-9])?)(?:[-_ ]?([A-Z]{1,2})\b)?/i)
  // Another word may be a level of somebody's own; a phrase is not.
  if (match === null) return /^\S+$/.test(text) ? text : undefined
  return `L${match[1]!.replace(/\.0$/, '')}${(match[2] ?? '').toUpperCase()}`
}
