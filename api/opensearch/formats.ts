import { InvalidQueryError } from '../../catalog/errors.ts'
import { preferredType } from '../accept.ts'
import { html, json } from '../stac/links.ts'
import type { Feed } from './feed.ts'
import { writeAtom } from './formats/atom.ts'
import { writeCsv } from './formats/csv.ts'
import { writeGeojson } from './formats/geojson.ts'
import { writeGhrsst } from './formats/ghrsst.ts'
import { writeKml } from './formats/kml.ts'
import { writePage } from './formats/page.ts'
import { writeRss } from './formats/rss.ts'
import { atomType } from './links.ts'

/** One in which searches are answered. */
export interface Format {
  /** Of the path. */
  extension: string
  mediaType: string
  title: string
  /** Piece by piece. */
  write(feed: Feed): AsyncGenerator<string>
  /** In what a problem is told where this format was asked for. */
  problems: 'xml' | 'json' | 'html' | 'text'
}

const geojson: Format = {
  extension: 'geojson',
  mediaType: 'application/geo+json',
  title: 'GeoJSON',
  write: writeGeojson,
  problems: 'json',
}

const atom: Format = {
  extension: 'atom',
  mediaType: atomType,
  title: 'Atom',
  write: writeAtom,
  problems: 'xml',
}

/** In the order of description documents: of those that a client knows, some take the last. */
export const formats: readonly Format[] = [
  { extension: 'html', mediaType: html, title: 'a page', write: writePage, problems: 'html' },
  { extension: 'csv', mediaType: 'text/csv', title: 'CSV', write: writeCsv, problems: 'text' },
  {
    extension: 'kml',
    mediaType: 'application/vnd.google-earth.kml+xml',
    title: 'KML',
    write: writeKml,
    problems: 'xml',
  },
  {
    extension: 'json',
    mediaType: json,
    title: 'JSON of the GHRSST federation',
    write: writeGhrsst,
    problems: 'json',
  },
  { extension: 'rss', mediaType: 'application/rss+xml', title: 'RSS', write: writeRss, problems: 'xml' },
  geojson,
  atom,
]

/** By media type, those first that are given where all are welcome. */
const byMediaType = new Map<string, Format>([
  [atom.mediaType, atom],
  [geojson.mediaType, geojson],
  ...formats.map((format): [string, Format] => [format.mediaType, format]),
  ['application/xml', atom],
  ['text/xml', atom],
])

/**
 * The format of an answer whose address has no extension: what `httpAccept` names, else what the client likes best, else Atom.
 *
 * @param accept of the request's header
 * @throws InvalidQueryError where `httpAccept` names none of them
 */
export function negotiateFormat(httpAccept: unknown, accept: string | undefined): Format {
  const mediaTypes = [...byMediaType.keys()]
  if (typeof httpAccept === 'string' && httpAccept.trim() !== '') {
    // A + of a media type that was not encoded came as a space.
    const named = preferredType(httpAccept.trim().replaceAll(/(?<=\w) (?=\w)/g, '+'), mediaTypes)
    if (named === undefined) {
      throw new InvalidQueryError('httpAccept', `"${httpAccept}" is none of ${mediaTypes.join(', ')}`)
    }
    return byMediaType.get(named)!
  }
  return byMediaType.get(preferredType(accept, mediaTypes) ?? atom.mediaType)!
}

/** The format that the path asks for, without its query. */
export function formatOfPath(path: string): Format | undefined {
  return formats.find(({ extension }) => path.endsWith(`.${extension}`))
}
