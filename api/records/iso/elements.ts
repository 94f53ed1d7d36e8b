import { attributes, escapeXml } from '../../opensearch/xml.ts'

/** Namespaces of ISO 19115-3:2016 with the amendment of 2018 (mdb, mrc, cit, mrl and mac in their version 2.0). */
export const namespaces = {
  mdb: 'http://standards.iso.org/iso/19115/-3/mdb/2.0',
  cit: 'http://standards.iso.org/iso/19115/-3/cit/2.0',
  gco: 'http://standards.iso.org/iso/19115/-3/gco/1.0',
  gcx: 'http://standards.iso.org/iso/19115/-3/gcx/1.0',
  gex: 'http://standards.iso.org/iso/19115/-3/gex/1.0',
  lan: 'http://standards.iso.org/iso/19115/-3/lan/1.0',
  mac: 'http://standards.iso.org/iso/19115/-3/mac/2.0',
  mcc: 'http://standards.iso.org/iso/19115/-3/mcc/1.0',
  mco: 'http://standards.iso.org/iso/19115/-3/mco/1.0',
  mrc: 'http://standards.iso.org/iso/19115/-3/mrc/2.0',
  mrd: 'http://standards.iso.org/iso/19115/-3/mrd/1.0',
  mri: 'http://standards.iso.org/iso/19115/-3/mri/1.0',
  mrl: 'http://standards.iso.org/iso/19115/-3/mrl/2.0',
  mrs: 'http://standards.iso.org/iso/19115/-3/mrs/1.0',
  gml: 'http://www.opengis.net/gml/3.2',
  xlink: 'http://www.w3.org/1999/xlink',
}

const codeLists = 'http://standards.iso.org/iso/19115/resources/Codelists/cat/codelists.xml'

/** XML of an element, of nested ones given from the outermost; nothing where it would be empty. */
export function nest(names: string, ...content: (string | undefined)[]): string {
  const inner = content.filter((part) => part !== undefined && part !== '').join('\n')
  if (inner === '') return ''
  return names.split(' ').reduceRight((xml, name) => `<${name}>${xml}</${name}>`, inner)
}

/** A property whose value is text. */
export function textOf(name: string, value: string | undefined): string {
  if (value === undefined || value === '') return ''
  return `<${name}><gco:CharacterString>${escapeXml(value)}</gco:CharacterString></${name}>`
}

/** A property whose value is a number. */
export function decimalOf(name: string, value: number): string {
  return `<${name}><gco:Decimal>${value}</gco:Decimal></${name}>`
}

/** A property whose value is a word of a code list. */
export function codeOf(property: string, list: string, value: string): string {
  const bare = list.slice(list.indexOf(':') + 1)
  const own = attributes({ codeList: `${codeLists}#${bare}`, codeListValue: value })
  return `<${property}><${list}${own}>${escapeXml(value)}</${list}></${property}>`
}

/** A property of whose value nothing is known. */
export function unknown(property: string): string {
  return `<${property} gco:nilReason="unknown"/>`
}

export function identifierOf(
  property: string,
  { code, codeSpace, description }: { code: string; codeSpace?: string; description?: string },
): string {
  return nest(
    `${property} mcc:MD_Identifier`,
    textOf('mcc:code', code),
    textOf('mcc:codeSpace', codeSpace),
    textOf('mcc:description', description),
  )
}

/** A date-time with what happened then; one that is not known where it is absent. */
export function dateOf(property: string, instant: number | undefined, event: string): string {
  const date =
    instant === undefined
      ? unknown('cit:date')
      : `<cit:date><gco:DateTime>${new Date(instant).toISOString()}</gco:DateTime></cit:date>`
  return nest(`${property} cit:CI_Date`, date, codeOf('cit:dateType', 'cit:CI_DateTypeCode', event))
}

export interface OnlineResource {
  href: string
  protocol: string
  name: string
  description?: string
  /** Of the code list CI_OnLineFunctionCode. */
  purpose: string
}

export function onlineResource(property: string, given: OnlineResource): string {
  return nest(
    `${property} cit:CI_OnlineResource`,
    textOf('cit:linkage', given.href),
    textOf('cit:protocol', given.protocol),
    textOf('cit:name', given.name),
    textOf('cit:description', given.description),
    codeOf('cit:function', 'cit:CI_OnLineFunctionCode', given.purpose),
  )
}
