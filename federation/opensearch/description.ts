import { SourceError } from '../source.ts'
import { descendantsOf, type Element, parseXml } from '../xml.ts'
import { holesOf, parseTemplate, type Template } from './template.ts'

const opensearch = 'http://a9.com/-/spec/opensearch/1.1/'
const parameters = 'http://a9.com/-/spec/opensearch/extensions/parameters/1.0/'

/** One way to search, of a description document. */
export interface SearchUrl {
  type: string
  template: Template
  /** Number of the first entry, and of the first page. */
  indexOffset: number
  pageOffset: number
  /** Entries that a page has at most, where the document says so. */
  mostEntries?: number
}

/** Media types of answers that can be read, the better first. */
const readable = [
  'application/geo+json',
  'application/vnd.geo+json',
  'application/atom+xml',
  'application/json',
]

/**
 * The Urls for results of a description document (OpenSearch 1.1, section 4.4) whose answers can be read, the better first.
 *
 * @throws SourceError where it is none or has none
 */
export function parseDescription(text: string): SearchUrl[] {
  const root = parseXml(text)
  if (root.name !== 'OpenSearchDescription')
    throw new SourceError('has no OpenSearch description at its address')
  const urls = descendantsOf(root, opensearch, 'Url')
    .filter((url) => /(^|\s)results(\s|$)/.test(url.attributes.get('rel') ?? 'results'))
    .map((url) => searchUrlOf(url, root))
    .filter(({ type }) => readable.includes(type))
    .sort((a, b) => readable.indexOf(a.type) - readable.indexOf(b.type))
  if (urls.length === 0) throw new SourceError('describes no search that answers in Atom or GeoJSON')
  return urls
}

function searchUrlOf(url: Element, root: Element): SearchUrl {
  const namespaces = new Map([...root.declared, ...url.declared])
  const template = parseTemplate(url.attributes.get('template') ?? '', namespaces)
  const most = mostEntriesOf(url, template)
  return {
    type: (url.attributes.get('type') ?? '').split(';')[0]!.trim().toLowerCase(),
    template,
    indexOffset: wholeOf(url.attributes.get('indexOffset')) ?? 1,
    pageOffset: wholeOf(url.attributes.get('pageOffset')) ?? 1,
    ...(most !== undefined && { mostEntries: most }),
  }
}

/** From the parameter whose value is the hole for `count`. */
function mostEntriesOf(url: Element, template: Template): number | undefined {
  if (!holesOf(template).some(({ token }) => token === 'count')) return undefined
  const count = descendantsOf(url, parameters, 'Parameter').find((parameter) =>
    /^\{(\w+:)?count\??\}$/.test(parameter.attributes.get('value') ?? ''),
  )
  return wholeOf(count?.attributes.get('maxInclusive'))
}

function wholeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}
