/**
 * The properties that Oceanid knows by name, and what the two protocols call them.
 * Files may bring others; those go through under their own name.
 */
export interface KnownProperty {
  type: 'string' | 'number' | 'string[]'
  title: string
  /** Field of a STAC item's properties. */
  stac: string
  /** Local name in the OpenSearch EO extension (OGC 13-026r9), where it has one. */
  eo?: string
}

export const knownProperties = {
  title: { type: 'string', title: 'Title', stac: 'title' },
  platform: { type: 'string', title: 'Platform', stac: 'platform', eo: 'platform' },
  instrument: { type: 'string', title: 'Instrument (sensor)', stac: 'instruments', eo: 'instrument' },
  orbit: { type: 'number', title: 'Absolute orbit number', stac: 'sat:absolute_orbit', eo: 'orbitNumber' },
  relativeOrbit: { type: 'number', title: 'Relative orbit number', stac: 'sat:relative_orbit', eo: 'track' },
  direction: {
    type: 'string',
    title: 'Orbit direction (ascending, descending)',
    stac: 'sat:orbit_state',
    eo: 'orbitDirection',
  },
  cycle: { type: 'number', title: 'Cycle number', stac: 'sat:orbit_cycle', eo: 'cycleNumber' },
  pass: { type: 'number', title: 'Pass number (half orbit)', stac: 'oceanid:pass', eo: 'passNumber' },
  level: { type: 'string', title: 'Processing level', stac: 'processing:level', eo: 'processingLevel' },
  version: { type: 'string', title: 'Product version', stac: 'version', eo: 'productVersion' },
  producer: { type: 'string', title: 'Producer', stac: 'processing:facility', eo: 'processingCenter' },
  dayNight: {
    type: 'string',
    title: 'By daylight or not (day, night, both)',
    stac: 'oceanid:day_night',
  },
  quality: { type: 'string', title: 'Grade of the file, by its producer', stac: 'oceanid:quality' },
  created: { type: 'string', title: 'When the file was made', stac: 'created', eo: 'creationDate' },
  variables: { type: 'string[]', title: 'Measured variables', stac: 'oceanid:variables' },
} as const satisfies Record<string, KnownProperty>

export type KnownPropertyName = keyof typeof knownProperties
