import { basename, dirname, sep } from 'node:path'
import { bareCollection } from '../../catalog/bare-collection.ts'
import type { Collection, GranuleKind, Properties, Provider } from '../../catalog/granule.ts'
import type { FileAttributes } from './attributes.ts'
import { fileNameStem, namesProduct, productPrefix, sanitise, withoutDates } from './product-names.ts'

/** Attributes that name the product, best known first (GDS 2.1, UMM, ACDD, CMEMS, EUMETSAT). */
const productNames = [
  'collection',
  'collection_id',
  'collection_shortname',
  'ShortName',
  'short_name',
  'identifier_product_short_name',
  'DOIshortName',
  'N_Collection_Short_Name',
  'product_short_name',
  'dataset_id',
  'product_id',
  'id',
  'entry_id',
]

/** Attributes that may name the product, or only say what sort of thing it is. */
const typeNames = ['dataset_name', 'product_name', 'product_type', 'File_Type']

/** Attributes that may hold the name of the file, which starts with that of the product. */
const fileNames = [
  'id',
  'product_name',
  'File_Name',
  'local_granule_id',
  'LocalGranuleID',
  'granule_name',
  'granule_id',
  'filename',
  'file_name',
  'product_id',
  'identifier',
]

/** Groups other than the root in which a product may be named. */
const describingGroup = /dataset|identification|collection|inventory|series|products?$|data_products/i

export interface DraftedCollection {
  collection: Collection
  /** Where its id comes from. */
  source: string
  warning?: string
}

/** Where nothing in a file names its product, the beginning of its own name must do, else the folder that it lies in. */
export function collectionByFileName(path: string): DraftedCollection | undefined {
  const stem = fileNameStem(basename(path))
  const id = stem ?? folderName(path)
  if (id === undefined) return undefined
  const [source, by] =
    stem === undefined
      ? ['the folder that the file lies in', 'its folder is called']
      : ['how the name of the file begins', 'its own name begins']
  return {
    collection: bareCollection(id),
    source,
    warning: `nothing in it names the product that it belongs to: put into ${id}, as ${by}; --collection ID says otherwise`,
  }
}

/** Name of the nearest folder that is called by a word: archives have years, days and orbits below that of the product. */
function folderName(path: string): string | undefined {
  const names = dirname(path).split(sep).reverse().map(sanitise)
  return names.find((name) => /[a-z]{3}/i.test(name) && !/^\d|\d{4}/.test(name))
}

/**
 * The collection that a file says it belongs to: its product's own name where it gives one, else its title, else what
 * its own name starts with, else platform, instrument and level. The same for every file of a product: what names the
 * file, its date or its orbit is no name of a product, and neither is the platform of measurements in situ.
 * @param asked the id that somebody asked for instead
 * @returns undefined when the file says nothing to make an id of
 */
export function draftCollection(
  attributes: FileAttributes,
  properties: Properties,
  kind: GranuleKind,
  asked?: string,
): DraftedCollection | undefined {
  const found =
    asked === undefined ? findId(attributes, properties, kind) : { id: asked, source: 'asked for' }
  if (found === undefined) return undefined
  const title = attributes.text('title', 'LongName', 'long_name')
  return {
    source: found.source,
    collection: {
      id: found.id,
      title: (title === undefined ? undefined : withoutDates(title)) || found.id,
      description: oneLine(attributes.text('summary', 'abstract', 'description', 'title') ?? found.id),
      license: licenseOf(attributes.text('license', 'licence', 'distribution_statement')),
      keywords: keywordsOf(attributes),
      providers: providersOf(attributes),
      ...doiOf(attributes),
    },
  }
}

interface FoundId {
  id: string
  source: string
}

/** Longer ids are hard to read and to type. */
const longestId = 80

function findId(attributes: FileAttributes, properties: Properties, kind: GranuleKind): FoundId | undefined {
  const named = findNamed(attributes, productNames)
  if (named !== undefined) return named
  const titled = findTitle(attributes, properties, kind)
  if (titled !== undefined) return titled
  const typed = findNamed(attributes, typeNames)
  if (typed !== undefined) return typed
  for (const name of fileNames) {
    const id = productPrefix(attributes.text(name) ?? '')
    if (id !== undefined) return { id, source: `how attribute ${attributes.find(name)!.name} starts` }
  }
  const moving = movesFast(kind)
  const { platform, instrument, level } = properties
  const parts = (
    moving ? [platform, instrument, level] : [attributes.text('source', 'project', 'program')]
  ).filter((part) => typeof part === 'string' && /[a-z]/i.test(part))
  const id = cut(sanitise(parts.join(' ')))
  return id.length < 2
    ? undefined
    : { id, source: moving ? 'platform, instrument and level' : 'source or project' }
}

function findNamed(attributes: FileAttributes, names: string[]): FoundId | undefined {
  for (const name of names) {
    const found = attributes.find(name)
    if (found === undefined || (found.group !== '/' && !describingGroup.test(found.group))) continue
    const text = attributes.text(name)
    if (text !== undefined && namesProduct(text))
      return { id: sanitise(text), source: `attribute ${found.name}` }
  }
  return undefined
}

/** The title, with the platform before it where it does not speak of it. */
function findTitle(
  attributes: FileAttributes,
  properties: Properties,
  kind: GranuleKind,
): FoundId | undefined {
  const title = withoutDates(attributes.text('title', 'LongName') ?? '')
  if (!/[a-z]{3}/i.test(title)) return undefined
  const { platform } = properties
  const complete =
    !movesFast(kind) ||
    typeof platform !== 'string' ||
    platform.length > longestPlatform ||
    title.toLowerCase().includes(platform.toLowerCase())
  return { id: cut(sanitise(complete ? title : `${platform} ${title}`)), source: 'the title' }
}

/** Longer is a list of platforms, or a description. */
const longestPlatform = 20

/** What is measured from space has one platform; in situ there are as many as there are files. */
function movesFast(kind: GranuleKind): boolean {
  return kind === 'swath' || kind === 'track' || kind === 'grid'
}

/** At the end of a word, where that leaves enough. */
function cut(id: string): string {
  if (id.length <= longestId) return id
  const whole = id.slice(0, longestId + 1).replace(/[-._][^-._]*$/, '')
  return (whole.length > longestId / 2 ? whole : id.slice(0, longestId)).replace(/[-._]+$/, '')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

const spdx: [pattern: RegExp, identifier: string][] = [
  [
    /cc[- ]by[- ]nc[- ]sa[- ]?4|attribution-noncommercial-sharealike 4|licenses\/by-nc-sa\/4/i,
    'CC-BY-NC-SA-4.0',
  ],
  [/cc[- ]by[- ]nc[- ]?4|attribution-noncommercial 4|licenses\/by-nc\/4/i, 'CC-BY-NC-4.0'],
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

/** The DOI of the product, by itself or in an address. */
function doiOf(attributes: FileAttributes): { doi?: string } {
  const text = attributes.text('identifier_product_doi', 'product_doi', 'doi', 'dataset_doi')
  const doi = text?.match(/10\.\d{4,9}\/[^\s"'<>;,]+/)?.[0].replace(/[.)]+$/, '')
  return doi === undefined ? {} : { doi }
}

function providersOf(attributes: FileAttributes): Provider[] {
  const providers = new Map<string, Provider>()
  const add = (
    name: string | undefined,
    role: NonNullable<Provider['roles']>[number],
    url: string | undefined,
  ) => {
    if (name === undefined || providers.has(oneLine(name))) return
    const known = url !== undefined && /^https?:\/\//.test(url)
    providers.set(oneLine(name), { name: oneLine(name), roles: [role], ...(known ? { url } : {}) })
  }
  add(attributes.text('institution', 'creator_institution'), 'producer', attributes.text('creator_url'))
  add(attributes.text('publisher_name', 'publisher_institution'), 'host', attributes.text('publisher_url'))
  return [...providers.values()]
}
