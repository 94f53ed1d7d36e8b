import type { Properties } from '../../catalog/granule.ts'
import type { KnownPropertyName } from '../../catalog/properties.ts'
import type { FileAttributes } from './attributes.ts'
import { readDayNight } from './day-night.ts'
import { parseInstant } from './instants.ts'

/** Attribute names by property, best known first: ACDD 1.3, GDS 2.1, UMM, and what agencies write. */
const textNames: [property: KnownPropertyName, names: string[]][] = [
  ['title', ['title', 'product_name_long', 'long_name']],
  [
    'platform',
    [
      'platform',
      'platform_id',
      'platform_name',
      'platform_long_name',
      'platformShortName',
      'AssociatedPlatformShortName',
      'SatelliteName',
      'satellite_name',
      'satellite',
      'spacecraft',
      'spacecraft_id',
      'mission_name',
      'mission',
      'FH:Mission',
      'platform_code',
      'vessel_name',
      'source_platform',
      'satid',
    ],
  ],
  [
    'instrument',
    [
      'instrument',
      'sensor',
      'instrument_name',
      'instrument_id',
      'InstrumentName',
      'instrumentShortName',
      'AssociatedSensorShortName',
      'sensor_name',
      'altimeter_sensor_name',
      'radiometer_sensor_name',
    ],
  ],
  [
    'level',
    ['processing_level', 'ProcessingLevelID', 'ProcessLevel', 'product_level', 'data_level', 'level'],
  ],
  [
    'version',
    [
      'product_version',
      'ProductVersion',
      'VersionID',
      'version_id',
      'collection_version',
      'processing_version',
      'processor_version',
      'File_Version',
      'PGEVersion',
      'dataset_version',
      'version',
    ],
  ],
  [
    'quality',
    [
      'file_quality_level',
      'product_quality',
      'OperationalQualityFlag',
      'AutomaticQualityFlag',
      'quality_level',
      'data_quality',
    ],
  ],
  [
    'producer',
    [
      'institution',
      'creator_institution',
      'producer_agency',
      'ProcessingCenter',
      'processing_center',
      'processing_centre',
      'data_center',
      'ProductionLocation',
      'production_site',
      'creator_name',
      'Creator',
    ],
  ],
]

/** Attributes, and variables of one value, that number orbits. */
export const numberNames: [property: KnownPropertyName, names: string[]][] = [
  [
    'orbit',
    [
      'orbit',
      'orbit_number',
      'OrbitNumber',
      'start_orbit_number',
      'absolute_orbit_number',
      'abs_orbit_number',
      'Abs_Orbit',
      'abs_orbit_start',
      'absolute_rev_number',
      'rev_number',
      'orbit_start',
      'start_orbit',
      'startorbit',
      'StartOrbitNumber',
      'GranuleNumber',
      'orbit_num',
      'revolution_number',
      'AggregateBeginningOrbitNumber',
      'REVNO',
    ],
  ],
  [
    'relativeOrbit',
    [
      'relative_orbit_number',
      'rel_orbit_number',
      'relative_orbit',
      'Rel_Orbit',
      'rel_orbit_start',
      'orbit_relative',
      'track_number',
      'reference_ground_track',
      'start_rgt',
      'rgt',
    ],
  ],
  ['cycle', ['cycle_number', 'cycle', 'Cycle', 'start_cycle', 'repeat_cycle_number']],
  ['pass', ['pass_number', 'pass', 'start_pass', 'half_orbit_number']],
]

const createdNames = [
  'date_created',
  'creation_date',
  'creation_time',
  'date_of_creation',
  'production_date_time',
  'ProductionDateTime',
  'GenerationDateTime',
  'processing_time',
  'time_of_creation',
  'file_creation_date',
  'date_modified',
]

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
  for (const [property, names] of textNames) {
    for (const name of names) {
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
  for (const [property, names] of numberNames) {
    for (const name of names) {
      const value = attributes.number(name) ?? leadingNumber(attributes.text(name))
      if (!isCount(value)) continue
      keep(property, value, `attribute ${attributes.find(name)!.name}`)
      break
    }
  }
  for (const name of createdNames) {
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
  for (const name of [
    'orbit_direction',
    'OrbitDirection',
    'pass_direction',
    'direction',
    'ascending_flag',
    'Ascending_Flag',
    'node',
    'orbit_state',
    'startdirection',
    'AscDescFlag',
  ]) {
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

/** The short name of GCMD's `short > long`, which may follow its categories. A number or a sort of thing is no name. */
function tidyName(text: string): string | undefined {
  const parts = text.split(' > ')
  const name = (parts.length === 1 ? text : parts.at(-2)!).trim()
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
