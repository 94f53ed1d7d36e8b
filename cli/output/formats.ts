import { fileURLToPath } from 'node:url'
import type { Granule } from '../../catalog/granule.ts'
import { csvGranule, csvHeading } from './csv.ts'
import { granuleFeature } from './feature.ts'
import { fitColumns, formatTable } from './table.ts'

export const formats = ['table', 'geojson', 'ndjson', 'csv', 'paths'] as const
export type Format = (typeof formats)[number]

/** Turns pages of granules into text, one page after the other. */
export interface GranuleWriter {
  begin: string
  page(granules: Granule[]): string
  end: string
}

export function granuleWriter(format: Format, terminal?: number): GranuleWriter {
  const lines = (line: (granule: Granule) => string, begin = ''): GranuleWriter => ({
    begin,
    page: (granules) => granules.map(line).join(''),
    end: '',
  })
  switch (format) {
    case 'geojson':
      return geojsonWriter()
    case 'ndjson':
      return lines((granule) => `${JSON.stringify(granuleFeature(granule))}\n`)
    case 'csv':
      return lines(csvGranule, csvHeading)
    case 'paths':
      return lines((granule) =>
        Object.values(granule.assets)
          .map(({ href }) => `${plainPath(href)}\n`)
          .join(''),
      )
    case 'table':
      return { begin: '', page: (granules) => granuleTable(granules, terminal), end: '' }
  }
}

function geojsonWriter(): GranuleWriter {
  let separator = '\n'
  return {
    begin: '{"type":"FeatureCollection","features":[',
    page(granules) {
      let text = ''
      for (const granule of granules) {
        text += separator + JSON.stringify(granuleFeature(granule))
        separator = ',\n'
      }
      return text
    },
    end: '\n]}\n',
  }
}

interface Column {
  heading: string
  cell: (granule: Granule) => string
}

const column = (heading: string, cell: Column['cell']): Column => ({ heading, cell })
const property = (heading: string, name: string) =>
  column(heading, ({ properties }) => String(properties[name] ?? ''))

/** The columns that say something, as many as fit. */
function granuleTable(granules: Granule[], terminal: number | undefined): string {
  if (granules.length === 0) return ''
  const all = [
    column('id', ({ id }) => id),
    column('start', ({ start }) => seconds(start)),
    column('end', ({ end }) => seconds(end)),
    column('collection', ({ collection }) => collection),
    property('platform', 'platform'),
    property('cycle', 'cycle'),
    property('pass', 'pass'),
    property('orbit', 'orbit'),
  ].filter(({ cell }) => granules.some((granule) => cell(granule) !== ''))
  const width = ({ heading, cell }: Column) =>
    granules.reduce((widest, granule) => Math.max(widest, cell(granule).length), heading.length)
  const kept = fitColumns(all, width, terminal, 2)
  return formatTable(
    kept.map(({ heading }) => heading),
    granules.map((granule) => kept.map(({ cell }) => cell(granule))),
  )
}

/** To the second, rounded down, in UTC. */
export function seconds(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`
}

/** A path where the file is on this machine, else the address. */
function plainPath(href: string): string {
  return href.startsWith('file:') ? fileURLToPath(href) : href
}
