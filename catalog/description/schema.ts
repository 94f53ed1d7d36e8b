import { type Static, type TProperties, Type } from 'typebox'

/** What a collection's description may say. A misspelt name is refused, since ignoring it would lose what was said. */
const strict = <Members extends TProperties>(members: Members, options: { description?: string } = {}) =>
  Type.Object(members, { ...options, additionalProperties: false })

const text = (description: string) => Type.String({ minLength: 1, description })

const oneOrMore = (description: string) =>
  Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })], {
    description,
  })

const ProviderSchema = strict({
  name: text('Name of the organisation or person.'),
  roles: Type.Optional(
    Type.Array(Type.Enum(['licensor', 'producer', 'processor', 'host']), {
      description: 'What they do for the data.',
    }),
  ),
  url: Type.Optional(Type.String({ pattern: '^https?://', description: 'Their page.' })),
})

const addressPattern = '^(https?|ftp|ftps|s3|gs|file)://[^/{}]*(/|$)'

const templateForm =
  'Fields in braces: {path} (of the file below root), {name} (of the file), {stem} (that without its extension), ' +
  '{id}, {collection}, {start:%Y/%j}, {end:%Y%m%d}, and any property, {cycle:03d}.'

const LinkTemplateSchema = strict({
  href: Type.String({
    pattern: addressPattern,
    description: `Address with fields; https, ftp, s3 and the like. ${templateForm}`,
  }),
  key: Type.Optional(
    Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]*$', description: 'Name of the asset in answers.' }),
  ),
  title: Type.Optional(text('For people.')),
  type: Type.Optional(text("Media type; without, the file's own.")),
  roles: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { description: 'Roles of a STAC asset.' })),
})

const linkTemplate = (description: string) =>
  Type.Union([Type.String({ pattern: addressPattern, description }), LinkTemplateSchema], { description })

const IndexedPropertySchema = strict({
  type: Type.Enum(['string', 'number', 'boolean', 'string[]'], {
    description: 'What its values are kept as.',
  }),
  title: Type.Optional(text('For people.')),
  unit: Type.Optional(text('Unit of a number, as UDUNITS writes it.')),
  attribute: Type.Optional(
    oneOrMore('Attributes of the file that hold it, best first; taken before what convention says.'),
  ),
  value: Type.Optional(
    Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())], {
      description: 'Taken where neither the file nor its name says it.',
    }),
  ),
})

const MeasuredVariableSchema = strict({
  title: Type.Optional(text('As long_name has it.')),
  standardName: Type.Optional(text('CF standard name.')),
  units: Type.Optional(text('As UDUNITS writes them.')),
  dimensions: Type.Optional(Type.Array(Type.String(), { description: 'Names, slowest first.' })),
})

const FilesSchema = strict(
  {
    pattern: Type.Optional(
      oneOrMore(
        'Names of the files: * and ? stand for what does not matter; fields in braces are read: {start:%Y%m%d}, ' +
          '{end:%Y%m%dT%H%M%S}, {cycle:d}, {pass:3d}, {version}, {id}. A / at the end says that granules are directories.',
      ),
    ),
    companions: Type.Optional(
      oneOrMore(
        'Files that belong to the same granule, beside it (or in the directory): patterns, in which a field of ' +
          'the pattern stands for what it was, {id}_*.nc.',
      ),
    ),
    coordinates: Type.Optional(
      text('In a directory: name or pattern of the files that hold coordinates and time.'),
    ),
    group: Type.Optional(text('Group in which coordinates, time and data are, /data_01.')),
    longitude: Type.Optional(text('Name or path of the variable.')),
    latitude: Type.Optional(text('Name or path of the variable.')),
    time: Type.Optional(text('Name or path of the variable.')),
    timeUnits: Type.Optional(
      text('Units of times that do not say from when they count, seconds since 2018-01-01.'),
    ),
  },
  { description: 'Which files are of this collection, and what to look for in them.' },
)

const FootprintSchema = strict(
  {
    tolerance: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description: 'How far a footprint may run outside what it covers, in kilometres.',
      }),
    ),
    segment: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description: 'Greatest length of a segment along the track, in kilometres.',
      }),
    ),
  },
  { description: 'How footprints are drawn.' },
)

/** A collection as people describe it, one a YAML document. */
export const DescriptionSchema = strict(
  {
    id: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '^[^\\s/]+$',
      description: 'What it is called by in addresses and on the command line, without blanks and slashes.',
    }),
    title: Type.Optional(text('One line.')),
    description: Type.Optional(text('What it holds, how it was made, what to know before use. CommonMark.')),
    license: Type.Optional(text('SPDX identifier (CC-BY-4.0), or other.')),
    keywords: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), { description: 'Words to find it by, as GCMD has them.' }),
    ),
    providers: Type.Optional(
      Type.Array(ProviderSchema, { description: 'Who made it, works on it and gives it out.' }),
    ),
    doi: Type.Optional(
      Type.String({ pattern: '^10\\.\\d{4,9}/\\S+$', description: '10.5067/..., no address.' }),
    ),
    platform: Type.Optional(oneOrMore('Satellite, ship or station; taken for granules that do not say.')),
    instrument: Type.Optional(oneOrMore('Sensor; taken for granules that do not say.')),
    level: Type.Optional(text('Processing level, L2P; taken for granules that do not say.')),
    private: Type.Optional(
      Type.Boolean({ description: 'Shown by a server only to clients with a key for it.' }),
    ),
    partition: Type.Optional(
      Type.Enum(['none', 'year', 'month'], {
        description: 'Keep granules apart by the time at which they start, where the engine can.',
      }),
    ),
    files: Type.Optional(FilesSchema),
    root: Type.Optional(text('Folder that {path} is counted from, as an absolute path.')),
    href: Type.Optional(
      Type.Union([linkTemplate('Where files can be fetched.'), Type.Array(linkTemplate(templateForm))], {
        description: `Where files can be fetched: an address or several, the best first. ${templateForm}`,
      }),
    ),
    quicklook: Type.Optional(linkTemplate(`Address of a picture. ${templateForm}`)),
    properties: Type.Optional(
      Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_:.-]*$' }), IndexedPropertySchema, {
        additionalProperties: false,
        description: 'Properties to keep of each granule, beside those that convention finds.',
      }),
    ),
    variables: Type.Optional(
      Type.Record(Type.String({ minLength: 1 }), MeasuredVariableSchema, {
        description: 'What is measured.',
      }),
    ),
    footprint: Type.Optional(FootprintSchema),
  },
  { description: 'A collection of granules, described for Oceanid.' },
)

export type Description = Static<typeof DescriptionSchema>
export type Provider = Static<typeof ProviderSchema>
export type LinkTemplate = Static<typeof LinkTemplateSchema>
export type IndexedProperty = Static<typeof IndexedPropertySchema>
export type MeasuredVariable = Static<typeof MeasuredVariableSchema>
export type FileHints = Static<typeof FilesSchema>
