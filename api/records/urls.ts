export const isoType = 'application/xml'
export const jsonLd = 'application/ld+json'

/** Forms of a record, by the ends of their addresses. */
export const recordForms = {
  iso: { ending: '.xml', type: isoType, title: 'ISO 19115-3' },
  dcat: { ending: '.dcat.jsonld', type: jsonLd, title: 'DCAT 3' },
  schemaOrg: { ending: '.schema.jsonld', type: jsonLd, title: 'schema.org' },
} as const

export type RecordForm = keyof typeof recordForms

export const forms = Object.keys(recordForms) as RecordForm[]

export interface RecordLink {
  href: string
  type: string
  title: string
}

/** The record of a collection, in one form. */
export function recordUrl(base: string, id: string, form: RecordForm): string {
  return `${base}/records/${encodeURIComponent(id.toWellFormed())}${recordForms[form].ending}`
}

/**
 * The record of a collection, in every form.
 *
 * @param titleOf what a record in a form is called
 */
export function recordLinks(
  base: string,
  id: string,
  titleOf = (form: string): string => `Metadata record: ${form}`,
): RecordLink[] {
  return forms.map((form) => {
    const { type, title } = recordForms[form]
    return { href: recordUrl(base, id, form), type, title: titleOf(title) }
  })
}

/** All collections as one DCAT catalogue. */
export function catalogRecordUrl(base: string): string {
  return `${base}/records.jsonld`
}
