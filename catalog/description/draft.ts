import { stringify } from 'yaml'
import type { Collection, Granule } from '../granule.ts'
import { guessPattern } from './guess-pattern.ts'
import type { Description } from './schema.ts'

/** Kinds of granules of one platform; in situ there are as many platforms as files. */
const fromSpace: ReadonlySet<Granule['kind']> = new Set(['swath', 'track', 'grid'])

/** What a sample granule and its file say of their collection. */
export function draftDescription(
  { platform, instrument, ...collection }: Collection,
  granule: Granule,
  name: string,
  directory: boolean,
): Description {
  const { properties, kind } = granule
  const { keywords, providers, variables, files, ...rest } = collection
  const found = (property: 'platform' | 'instrument' | 'level') => {
    const value = properties[property]
    return fromSpace.has(kind) && typeof value === 'string' ? { [property]: value } : {}
  }
  return {
    ...rest,
    ...(keywords.length > 0 && { keywords }),
    ...(providers.length > 0 && { providers }),
    ...found('platform'),
    ...found('instrument'),
    ...found('level'),
    ...(platform && { platform }),
    ...(instrument && { instrument }),
    files: { pattern: `${guessPattern(name, granule)}${directory ? '/' : ''}`, ...files },
    ...(variables && { variables }),
  }
}

/** A draft as YAML, with what else can be said in comments. */
export function writeDraft(description: Description, source: string): string {
  const [{ href: _, quicklook: __, ...said }] = [description]
  return `# yaml-language-server: $schema=collection.schema.json
# Drafted from ${source.replace(/[\r\n]+/g, ' ')}. Mend it, then "oceanid collections check" it and "oceanid collections add" it.
# "oceanid collections schema > collection.schema.json" lets editors complete and check it.
${stringify(said, { lineWidth: 110 })}
# Where people fetch the files, the best first. {path} is that of the file below root.
# root: /data/archive
# href:
#   - https://data.example.org/{path}
#   - s3://bucket/{collection}/{start:%Y/%j}/{name}
# quicklook: https://data.example.org/quicklooks/{start:%Y/%j}/{stem}.png

# Properties to keep beside those that are found by convention.
# properties:
#   cloudCover: { type: number, unit: "1", attribute: cloud_fraction }

# How footprints are drawn: kilometres.
# footprint: { tolerance: 5, segment: 500 }
`
}
