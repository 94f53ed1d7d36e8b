import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { InvalidQueryError } from '../errors.ts'
import type { Geometry } from '../geometry/types.ts'
import { parseWkt } from '../parse/area.ts'
import { boxArea, parseBox } from '../parse/box.ts'
import { resource } from '../resource.ts'

/** A named part of the ocean. */
export interface Sea {
  name: string
  /** In English and in other languages. */
  otherNames: string[]
  kind: string
  /** Generous: drawn with few corners so that it holds all of the water, and with it some coast. */
  area: Geometry
}

let all: Sea[] | undefined

/** All of them, by name. */
export function seas(): Sea[] {
  all ??= readSeas()
  return all
}

/**
 * The one of that name, in whatever case and with or without accents; else the only one whose names have all its words.
 *
 * @throws InvalidQueryError naming the parameter, with the names that come near
 */
export function findSea(name: string, parameter: string): Sea {
  const wanted = wordsOf(name)
  const named = seas().find((sea) => namesOf(sea).some((one) => wordsOf(one).join(' ') === wanted.join(' ')))
  if (named) return named
  const near = wanted.length === 0 ? [] : searchSeas(name)
  if (near.length === 1) return near[0]!
  const hint =
    near.length === 0
      ? 'none has these words (/gazetteer of a running server lists them all)'
      : `it may be ${near
          .slice(0, 8)
          .map((sea) => sea.name)
          .join(', ')}${near.length > 8 ? '...' : ''}`
  throw new InvalidQueryError(parameter, `"${name}" names no sea; ${hint}`)
}

/** Those with a name that has all the words, or their beginnings; all of them for no words. */
export function searchSeas(text: string): Sea[] {
  const wanted = wordsOf(text)
  return seas().filter((sea) =>
    namesOf(sea).some((name) => {
      const words = wordsOf(name)
      return wanted.every((one) => words.some((word) => word.startsWith(one)))
    }),
  )
}

function namesOf({ name, otherNames }: Sea): string[] {
  return [name, ...otherNames]
}

const idle = new Set(['the', 'of', 'la', 'le', 'les', 'de', 'du', 'des', 'mer', 'l', 'd'])

/** In lower case, without accents and without words that names have or lack as one likes. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !idle.has(word))
}

interface Row {
  name: string
  others: string
  kind: string
  area: string
}

function readSeas(): Sea[] {
  const rows: Row[] = parse(readFileSync(resource('mappings/seas.csv')), { columns: true, comment: '#' })
  const drawn = new Map(rows.map(({ name, area }) => [name, area]))
  return rows
    .map(({ name, others, kind, area }) => ({
      name,
      otherNames: others.split(';').filter((other) => other !== ''),
      kind,
      area: readArea(area, drawn),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** A box, the corners of a polygon, or the names of others that are one with it. */
function readArea(text: string, drawn: ReadonlyMap<string, string>): Geometry {
  if (/^[\d.,-]+$/.test(text)) return boxArea(parseBox(text, 'area'))
  if (/^-?\d/.test(text)) return parseWkt(`POLYGON((${text}))`, 'area')
  const geometries = text.split('+').map((name) => readArea(drawn.get(name) ?? '', drawn))
  return { type: 'GeometryCollection', geometries }
}
