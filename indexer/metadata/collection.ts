import { basename } from 'node:path'
import type { Collection, Properties, Provider } from '../../catalog/granule.ts'
import type { FileAttributes } from './attributes.ts'

/** Attributes that name the product rather than the file, best known first (GDS 2.1, UMM, ACDD, CMEMS, EUMETSAT). */
const productNames = [
  'collection',
  'collection_id',
  'collection_shortname',
  'ShortName',
  'short_name',
  'identifier_product_short_name',
  'DOIshortName',
  'product_id',
  'product_short_name',
  'dataset_id',
  'id',
  'entry_id',
  'product_type',
  'File_Type',
  'product_name',
  'dataset_name',
  'shortname',
]

/**
 * The collection that a file says it belongs to: its product's own name where it gives one, else made of platform,
 * instrument, level and title. The same for every file of a product: what names the file, its date or its orbit is no
 * name of a product.
 * @param asked the id that somebody asked for instead
 * @returns undefined when the file says nothing to make an id of
 */
export function draftCollection(
  path: string,
  attributes: FileAttributes,
  properties: Properties,
  asked?: string,
): { collection: Collection; source: string } | undefined {
  const found =
    asked === undefined ? findId(path, attributes, properties) : { id: asked, source: 'the caller' }
  if (found === undefined) return undefined
  const title = attributes.text('title', 'LongName', 'long_name') ?? found.id
  return {
    source: found.source,
    collection: {
      id: found.id,
      title: oneLine(title),
      description: oneLine(attributes.text('summary', 'abstract', 'description', 'title') ?? found.id),
      license: licenseOf(attributes.text('license', 'licence', 'distribution_statement')),
      keywords: keywordsOf(attributes),
      providers: providersOf(attributes),
    },
  }
}

function findId(
  path: string,
  attributes: FileAttributes,
  properties: Properties,
): { id: string; source: string } | undefined {
  const stem = basename(path).replace(/\.[a-z][a-z0-9_]*$/i, '')
  for (const name of productNames) {
    const text = attributes.text(name)
    if (text === undefined || !namesProduct(text, stem)) continue
    const id = sanitise(text)
    if (id.length > 1) return { id, source: `attribute ${attributes.find(name)!.name}` }
  }
  const { platform, instrument, level } = properties
  const title = attributes.text('title')
  const described = title !== undefined && namesProduct(title, stem) ? title : undefined
  const parts = [platform, instrument, level].filter((part) => typeof part === 'string')
  if (described === undefined && parts.length < 2) return undefined
  const slug = sanitise([...parts, ...(described === undefined ? [] : [described])].join(' ')).slice(
    0,
    longestId,
  )
  return slug.length < 2
    ? undefined
    : { id: slug.replace(/[-._]+$/, ''), source: 'platform, instrument, level and title' }
}

const longestId = 80

/** Not a file's own name, nor an identifier with a date, an orbit or random digits in it, nor an address. */
function namesProduct(text: string, stem: string): boolean {
  const plain = text.trim()
  if (plain.length < 2 || plain.length > 120 || /\n/.test(plain)) return false
  if (/^(https?:|doi:|10\.\d{4})/i.test(plain) || /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(plain)) return false
  if (/^\d+$/.test(plain) || /\.(nc4?|h5|hdf5?|he5|hdf)$/i.test(plain)) return false
  if (stem.toLowerCase().includes(plain.toLowerCase()) && /\d{6,}/.test(plain)) return false
  // A date, a date and time, a year and day of year, or a long count.
  return !/(19|20)\d{2}[-_/.]?(0[1-9]|1[0-2])[-_/.]?([0-2]\d|3[01])|(19|20)\d{2}[-_]?[0-3]\d{2}(?!\d)|\d{5,}/.test(
    plain,
  )
}

/** Letters, digits, `.`, `_` and `-`; everything else becomes one `-`. */
export function sanitise(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

const spdx: [pattern: RegExp, identifier: string][] = [
  [/cc[- ]by[- ]nc[- ]sa[- ]?4|attribution-noncommercial-sharealike 4/i, 'CC-BY-NC-SA-4.0'],
  [/cc[- ]by[- ]nc[- ]?4|attribution-noncommercial 4/i, 'CC-BY-NC-4.0'],
  [/cc[- ]by[- ]sa[- ]?4|attribution-sharealike 4|licenses\/by-sa\/4/i, 'CC-BY-SA-4.0'],
  [/cc[- ]by[- ]?4|attribution 4|licenses\/by\/4/i, 'CC-BY-4.0'],
  [/cc[- ]by[- ]?3|attribution 3|licenses\/by\/3/i, 'CC-BY-3.0'],
  [/cc0|publicdomain\/zero/i, 'CC0-1.0'],
]

function licenseOf(text: string | undefined): string {
  return spdx.find(([pattern]) => text !== undefined && pattern.test(text))?.[1] ?? 'other'
}

function keywordsOf(attributes: FileAttributes): string[] {
  const text = attributes.text('keywords') ?? ''
  const separator = text.includes(';') ? ';' : ','
  return [...new Set(text.split(separator).map(oneLine).filter(Boolean))].slice(0, 50)
}

function providersOf(attributes: FileAttributes): Provider[] {
  const providers = new Map<string, Provider>()
  const add = (
    name: string | undefined,
    role: NonNullable<Provider['roles']>[number],
    url: string | undefined,
  ) => {
    if (name === undefined || providers.has(name)) return
    providers.set(name, {
      name,
      roles: [role],
      ...(url !== undefined && /^https?:\/\//.test(url) ? { url } : {}),
    })
  }
  add(attributes.text('institution', 'creator_institution'), 'producer', attributes.text('creator_url'))
  add(attributes.text('publisher_name', 'publisher_institution'), 'host', attributes.text('publisher_url'))
  return [...providers.values()].map((provider) => ({ ...provider, name: oneLine(provider.name) }))
}
