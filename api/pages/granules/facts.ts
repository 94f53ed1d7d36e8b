import type { CollectionSummary, Granule, PropertyValue } from '../../../catalog/granule.ts'
import { type KnownPropertyName, knownProperties } from '../../../catalog/properties.ts'
import { isFetchable } from '../../opensearch/formats/summary.ts'
import { anchor, type Cell, definitions, momentOf } from '../markup.ts'
import type { Reader } from '../reader.ts'

/** What is known of a granule, as names and values: first what Oceanid knows by name, then what its file brought. */
export function granuleFacts(granule: Granule, collection: CollectionSummary, reader: Reader): string {
  const { kind, start, end, bbox, properties, updated } = granule
  const { words, formats, urls } = reader
  const known = Object.keys(knownProperties) as KnownPropertyName[]
  const others = Object.keys(properties).filter((name) => !Object.hasOwn(knownProperties, name))
  return definitions([
    [words.granules.collection, { html: anchor(urls.collection(collection.id), collection.title) }],
    [words.granules.start, momentOf(start, reader)],
    [words.granules.end, momentOf(end, reader)],
    [words.granules.lasts, formats.duration(end - start)],
    [words.granules.kind, words.kinds[kind]],
    [words.collections.box, bbox.map((degrees) => formats.number(thousandths(degrees))).join('; ')],
    ...known.map((name): [string, Cell | undefined] => [
      words.properties[name],
      knownCell(name, properties[name], reader),
    ]),
    ...others.sort().map((name): [string, Cell | undefined] => {
      const { title = name, unit } = collection.properties?.[name] ?? {}
      return [title, valueCell(properties[name], unit)]
    }),
    [words.granules.updated, momentOf(updated, reader)],
  ])
}

/** Values of a few words, and times, as the language has them. */
function knownCell(
  name: KnownPropertyName,
  value: PropertyValue | undefined,
  reader: Reader,
): Cell | undefined {
  if (typeof value === 'string') {
    const said: Record<string, string> | undefined =
      name === 'direction' || name === 'dayNight' ? reader.words.values : undefined
    const instant = name === 'created' ? Date.parse(value) : Number.NaN
    if (said && Object.hasOwn(said, value)) return said[value]
    if (!Number.isNaN(instant)) return momentOf(instant, reader)
  }
  return valueCell(value)
}

/** As the file has it: a number of an orbit is a name, and is not parted into thousands. */
function valueCell(value: PropertyValue | undefined, unit?: string): Cell | undefined {
  if (value === undefined) return undefined
  const text = [value].flat().join(', ')
  if (/^\S+$/.test(text) && isFetchable(text)) return { html: anchor(text, text) }
  return unit === undefined ? text : `${text} ${unit}`
}

function thousandths(degrees: number): number {
  return Math.round(degrees * 1000) / 1000
}
