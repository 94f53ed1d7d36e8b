import type { Geometry, Position } from '../catalog/geometry/types.ts'
import {
  type Comparison,
  type Expression,
  type Filter,
  type GranuleQuery,
  relations,
  type SortKey,
} from '../catalog/query.ts'
import { box, boxes, epoch, place, spread } from './random-granules.ts'

type Random = () => number

export function randomQuery(random: Random): GranuleQuery {
  const query: GranuleQuery = {}
  if (random() < 0.75) query.area = randomArea(random)
  if (random() < 0.6) query.period = randomPeriod(random)
  if (random() < 0.35)
    query.collections = pick(random, [['alpha'], ['beta', 'delta é'], ['Gamma', 'nowhere'], []])
  if (random() < 0.5) query.where = randomFilter(random, 3)
  if (random() < 0.05) query.ids = ['swath-1-0', 'profile-5-1', 'track-4-2', 'grid-7-0', 'grid-7-1', 'none']
  const style = random()
  if (style < 0.2) query.alongTrack = true
  else if (style < 0.35) query.relation = 'within'
  else if (style < 0.45) query.relation = 'disjoint'
  else if (style < 0.6) query.relation = pick(random, relations)
  return query
}

export function randomSort(random: Random): SortKey[] {
  const descending = random() < 0.5
  const property = pick(random, [
    'start',
    'end',
    'id',
    'collection',
    'updated',
    'cycle',
    'platform',
    'variables',
    'night',
  ])
  const others: SortKey[] = random() < 0.3 ? [{ property: 'quality', descending: !descending }] : []
  return [{ property, descending }, ...others]
}

function randomPeriod(random: Random) {
  const start = Math.floor(epoch + spread * (1.2 * random() - 0.1))
  const length = pick(random, [0, 300_000, 86_400_000, 10 * 86_400_000, 40 * 86_400_000])
  return pick(random, [
    { start, end: start + length },
    { start, end: start + length },
    { start },
    { end: start },
  ])
}

function randomArea(random: Random): Geometry {
  const [lon, lat] = place(random)
  const size = pick(random, [0.5, 5, 20, 60])
  const [south, north] = [Math.max(-90, lat - size / 2), Math.min(90, lat + size / 2)]
  const east = lon + size
  const aroundHere =
    east > 180
      ? boxes([lon, south, 180, north], [-180, south, east - 360, north])
      : box([lon, south, east, north])
  switch (Math.floor(10 * random())) {
    case 0:
      return { type: 'Point', coordinates: [lon, lat] }
    case 1:
      return { type: 'LineString', coordinates: [[lon, lat], place(random), place(random)] }
    case 2:
      return star(random, [Math.max(-100, Math.min(100, lon)), lat / 2], 5 + 35 * random(), false)
    case 3:
      return star(random, [Math.max(-100, Math.min(100, lon)), lat / 2], 10 + 30 * random(), true)
    case 4:
      return random() < 0.5 ? box([-180, 85 - size, 180, 90]) : box([-180, -90, 180, size - 80])
    case 5:
      return random() < 0.3 ? box([-180, -90, 180, 90]) : boxes([170, -60, 180, 60], [-180, -60, -150, 60])
    case 6:
      return {
        type: 'GeometryCollection',
        geometries: [aroundHere, { type: 'Point', coordinates: place(random) }],
      }
    default:
      return aroundHere
  }
}

function star(random: Random, [lon, lat]: Position, size: number, holed: boolean): Geometry {
  const corners = 5 + Math.floor(30 * random())
  const radii = Array.from({ length: corners }, () => size * (0.4 + 0.6 * random()))
  const ring = (scale: number): Position[] => {
    const positions = radii.map((radius, i): Position => {
      const angle = (2 * Math.PI * i) / corners
      return [lon + scale * radius * Math.cos(angle), lat + scale * radius * Math.sin(angle)]
    })
    return [...positions, positions[0]!]
  }
  return { type: 'Polygon', coordinates: holed ? [ring(1), ring(0.6).reverse()] : [ring(1)] }
}

export function randomFilter(random: Random, depth: number): Filter {
  if (depth > 0 && random() < 0.6) {
    const args = Array.from({ length: 1 + Math.floor(3 * random()) }, () => randomFilter(random, depth - 1))
    return pick<Filter>(random, [
      { op: 'and', args },
      { op: 'or', args },
      { op: 'not', arg: args[0]! },
      { op: 'not', arg: { op: 'and', args } },
    ])
  }
  const order = randomOrder(random)
  const instant = new Date(epoch + spread * random()).toISOString()
  return pick<Filter>(random, [
    { op: order, property: 'cycle', value: Math.floor(12 * random()) },
    { op: order, property: 'platform', value: pick(random, ['Aqua', 'Sentinel-6', 'Ｊason', '🛰', 'Z']) },
    { op: pick(random, ['=', '<>']), property: 'night', value: random() < 0.5 },
    { op: pick(random, ['=', '<>']), property: 'variables', value: pick(random, ['sst', 'ssh', 'none']) },
    { op: 'in', property: 'variables', values: ['wind', 'ice'] },
    { op: 'in', property: 'pass', values: pick(random, [[1, 5, 7, 12], [], [3, 'x', true]]) },
    { op: 'between', property: 'quality', low: random() / 2, high: 0.5 + random() / 2 },
    { op: 'between', property: 'platform', low: 'B', high: pick(random, ['T', 3]) },
    { op: 'isNull', property: pick(random, ['cycle', 'variables', 'night', 'nothing']) },
    { op: order, property: pick(random, ['cycle', 'night']), value: pick(random, ['5', true]) },
    { op: order, property: pick(random, ['start', 'end']), value: instant },
    { op: order, property: 'updated', value: epoch + Math.floor(300 * random()) * 1000 + random() },
    { op: '=', property: 'kind', value: pick(random, ['swath', 'track', 'grid']) },
    { op: '>', property: 'id', value: 'swath-5' },
    { op: '=', property: 'collection', value: 'alpha' },
    { op: 'relates', relation: pick(random, relations), area: randomArea(random) },
    { op: 'like', text: randomText(random), pattern: pick(random, patterns) },
    { op: 'compare', by: order, left: randomExpression(random, 2), right: randomExpression(random, 2) },
    {
      op: 'sets',
      by: pick(random, ['equals', 'contains', 'containedBy', 'overlaps']),
      left: [pick(random, [{ property: 'variables' }, { property: 'platform' }, { property: 'cycle' }])],
      right: pick<Expression[]>(random, [
        [],
        [{ value: 'sst' }],
        [{ value: 'sst' }, { value: 'wind' }, { value: 'ice' }, { value: 3 }],
        [{ property: 'platform' }, { value: 'Aqua' }],
      ]),
    },
    { op: 'isUnknown', value: randomExpression(random, 1) },
    { op: 'isUnknown', value: { op: order, property: 'cycle', value: 3 } },
  ])
}

const patterns = ['%', '_qua', 'S%-_', '%a%', '🛰', '_', '%*%', 'aqua', 'A\\qua', 'ss_', '']

function randomOrder(random: Random): Comparison {
  return pick(random, ['=', '<>', '<', '<=', '>', '>='])
}

function randomText(random: Random): Expression {
  const property = pick(random, ['platform', 'variables', 'id', 'kind', 'cycle', 'start'])
  return pick<Expression>(random, [
    { property },
    { without: 'case', of: { property } },
    { without: 'accents', of: { without: 'case', of: { property } } },
  ])
}

function randomExpression(random: Random, depth: number): Expression {
  if (depth > 0 && random() < 0.4) {
    const by = pick(random, ['+', '-', '*', '/', '%', 'div', '^'] as const)
    return {
      arithmetic: by,
      args: [randomExpression(random, depth - 1), randomExpression(random, depth - 1)],
    }
  }
  return pick<Expression>(random, [
    { property: pick(random, ['cycle', 'pass', 'quality', 'start', 'end', 'platform', 'nothing']) },
    { value: pick(random, [0, 1, 3, -2.5, 'Aqua', epoch]) },
    { instantOf: { property: pick(random, ['updated', 'platform']) } },
    randomText(random),
  ])
}

function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(choices.length * random())]!
}
