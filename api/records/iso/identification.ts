import { attributes, escapeXml } from '../../opensearch/xml.ts'
import { doiUrl, licenseUrl } from '../../stac/collections/about.ts'
import type { KnownCollection } from '../knowledge.ts'
import { codeOf, dateOf, identifierOf, nest, onlineResource, textOf } from './elements.ts'
import { extentOf } from './extent.ts'
import { responsibilities } from './responsibility.ts'
import { topicsOf } from './topics.ts'

/** What the collection is: MD_DataIdentification, its members in the order of the standard. */
export function identification(known: KnownCollection, base: string): string {
  const { id, title, description, doi, keywords, providers, taken, levels, platforms, instruments } = known
  const name = title || id
  return nest(
    'mdb:identificationInfo mri:MD_DataIdentification',
    nest(
      'mri:citation cit:CI_Citation',
      textOf('cit:title', name),
      name === id ? '' : textOf('cit:alternateTitle', id),
      dateOf('cit:date', taken?.last, 'revision'),
      doi === undefined
        ? ''
        : identifierOf('cit:identifier', { code: doiUrl(doi), codeSpace: 'https://doi.org' }),
      identifierOf('cit:identifier', { code: id, codeSpace: base }),
      ...providers.map((provider) => responsibilities('cit:citedResponsibleParty', provider)),
    ),
    textOf('mri:abstract', description || name),
    ...providers.map((provider) => responsibilities('mri:pointOfContact', provider)),
    ...topicsOf(keywords).map(
      (topic) =>
        `<mri:topicCategory><mri:MD_TopicCategoryCode>${topic}</mri:MD_TopicCategoryCode></mri:topicCategory>`,
    ),
    extentOf(known),
    ...levels.slice(0, 1).map((level) => identifierOf('mri:processingLevel', { code: level })),
    keywordsOf(keywords, 'theme'),
    keywordsOf(platforms, 'platform'),
    keywordsOf(instruments, 'instrument'),
    constraintsOf(known),
    localeOf('mri:defaultLocale'),
  )
}

export function localeOf(property: string): string {
  return nest(
    `${property} lan:PT_Locale`,
    codeOf('lan:language', 'lan:LanguageCode', 'eng'),
    codeOf('lan:characterEncoding', 'lan:MD_CharacterSetCode', 'utf8'),
  )
}

function keywordsOf(words: readonly string[], type: string): string {
  if (words.length === 0) return ''
  return nest(
    'mri:descriptiveKeywords mri:MD_Keywords',
    ...words.map((word) => textOf('mri:keyword', word)),
    codeOf('mri:type', 'mri:MD_KeywordTypeCode', type),
  )
}

function constraintsOf({ license }: KnownCollection): string {
  const href = licenseUrl(license)
  if (href === undefined) {
    return nest(
      'mri:resourceConstraints mco:MD_LegalConstraints',
      codeOf('mco:useConstraints', 'mco:MD_RestrictionCode', 'otherRestrictions'),
      textOf('mco:otherConstraints', license),
    )
  }
  const terms = onlineResource('cit:onlineResource', {
    href,
    protocol: 'WWW:LINK',
    name: license,
    purpose: 'information',
  })
  return nest(
    'mri:resourceConstraints mco:MD_LegalConstraints',
    nest('mco:reference cit:CI_Citation', textOf('cit:title', license), terms),
    codeOf('mco:useConstraints', 'mco:MD_RestrictionCode', 'licence'),
    `<mco:otherConstraints><gcx:Anchor${attributes({ 'xlink:href': href })}>${escapeXml(license)}</gcx:Anchor></mco:otherConstraints>`,
  )
}
