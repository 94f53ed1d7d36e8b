/** Topic categories of ISO 19115 by the topics of GCMD's science keywords, in lower case. */
const categories = new Map([
  ['oceans', 'oceans'],
  ['sea', 'oceans'],
  ['atmosphere', 'climatologyMeteorologyAtmosphere'],
  ['climate indicators', 'climatologyMeteorologyAtmosphere'],
  ['cryosphere', 'geoscientificInformation'],
  ['solid earth', 'geoscientificInformation'],
  ['terrestrial hydrosphere', 'inlandWaters'],
  ['land surface', 'imageryBaseMapsEarthCover'],
  ['biosphere', 'biota'],
  ['agriculture', 'farming'],
  ['human dimensions', 'society'],
])

const otherwise = 'geoscientificInformation'

/** The topic categories (MD_TopicCategoryCode) that keywords lie in; the broadest of the earth sciences where none tells. */
export function topicsOf(keywords: readonly string[]): string[] {
  const levels = keywords.flatMap((keyword) => keyword.toLowerCase().split(/\s*>\s*/))
  const found = levels.flatMap((level) => categories.get(level) ?? [])
  return found.length === 0 ? [otherwise] : [...new Set(found)]
}
