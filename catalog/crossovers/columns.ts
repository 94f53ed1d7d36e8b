import { centroid } from '../geometry/centroid.ts'
import type { Geometry, Position } from '../geometry/types.ts'
import type { PreciseInstant } from '../granule.ts'
import type { Crossover, Side } from './crossover.ts'

/** What a crossover has under one name: in CSV, in GeoJSON, in NetCDF and in a table alike. */
export interface Column {
  name: string
  type: 'instant' | 'number' | 'whole' | 'text'
  /** As CF writes it. */
  units?: string
  title: string
  value: (crossover: Crossover) => PreciseInstant | number | string | undefined
}

const places = new WeakMap<Crossover, Position | undefined>()

/** The crossing, or the centre of the stretch or the overlap. */
function placeOf(crossover: Crossover): Position | undefined {
  if (crossover.mode === 'crossing') return crossover.position
  if (!places.has(crossover)) places.set(crossover, centroid(crossover.geometry))
  return places.get(crossover)
}

export function geometryOf(crossover: Crossover): Geometry {
  return crossover.mode === 'crossing'
    ? { type: 'Point', coordinates: crossover.position }
    : crossover.geometry
}

function ofSide(side: 'a' | 'b'): Column[] {
  const column = (
    name: string,
    type: Column['type'],
    title: string,
    value: (side: Side) => number | string | undefined,
  ): Column => ({
    name: `${name}_${side}`,
    type,
    title: `${title} (${side})`,
    value: (crossover) => value(crossover[side]),
  })
  return [
    column('collection', 'text', 'Collection', ({ collection }) => collection),
    column('id', 'text', 'Granule', ({ id }) => id),
    column('direction', 'text', 'ascending or descending there', ({ direction }) => direction),
    column('cycle', 'whole', 'Cycle', ({ cycle }) => cycle),
    column('pass', 'whole', 'Pass', ({ pass }) => pass),
    column('orbit', 'whole', 'Absolute orbit', ({ orbit }) => orbit),
    column('beam', 'whole', 'Which of the tracks of the file, from 0', ({ beam }) => beam),
    column('first_row', 'whole', 'First row to read, from 0', ({ rows }) => rows?.[0]),
    column('last_row', 'whole', 'Last row to read', ({ rows }) => rows?.[1]),
    column('first_column', 'whole', 'First column to read, from 0', ({ columns }) => columns?.[0]),
    column('last_column', 'whole', 'Last column to read', ({ columns }) => columns?.[1]),
  ]
}

export const columns: readonly Column[] = [
  { name: 'mode', type: 'text', title: 'crossing, approach or overlap', value: ({ mode }) => mode },
  { name: 'time_a', type: 'instant', title: 'When a first sees the place', value: ({ a }) => a.start },
  { name: 'time_b', type: 'instant', title: 'When b first sees the place', value: ({ b }) => b.start },
  {
    name: 'difference',
    type: 'number',
    units: 's',
    title: 'Time of b less time of a; of an extended place the one nearest to zero',
    value: ({ difference }) => difference / 1000,
  },
  {
    name: 'lon',
    type: 'number',
    units: 'degrees_east',
    title: 'Longitude of the crossing, or of the centre of the place',
    value: (crossover) => placeOf(crossover)?.[0],
  },
  {
    name: 'lat',
    type: 'number',
    units: 'degrees_north',
    title: 'Latitude of the crossing, or of the centre of the place',
    value: (crossover) => placeOf(crossover)?.[1],
  },
  {
    name: 'angle',
    type: 'number',
    units: 'degree',
    title: 'Between the two directions of flight on the ground',
    value: (crossover) => (crossover.mode === 'crossing' ? crossover.angle : undefined),
  },
  { name: 'end_a', type: 'instant', title: 'When a last sees the place', value: ({ a }) => a.end },
  { name: 'end_b', type: 'instant', title: 'When b last sees the place', value: ({ b }) => b.end },
  {
    name: 'length',
    type: 'number',
    units: 'km',
    title: 'How long the tracks run side by side',
    value: (crossover) => (crossover.mode === 'approach' ? crossover.lengthKm : undefined),
  },
  {
    name: 'distance',
    type: 'number',
    units: 'km',
    title: 'Least distance of the tracks',
    value: (crossover) => (crossover.mode === 'approach' ? crossover.leastKm : undefined),
  },
  {
    name: 'area',
    type: 'number',
    units: 'km2',
    title: 'Area that both see; none of a track',
    value: (crossover) => (crossover.mode === 'overlap' ? crossover.areaKm2 || undefined : undefined),
  },
  {
    name: 'share_a',
    type: 'number',
    units: '1',
    title: 'How much of a it is, of a track by length',
    value: (crossover) => (crossover.mode === 'overlap' ? crossover.shareOfA || undefined : undefined),
  },
  {
    name: 'share_b',
    type: 'number',
    units: '1',
    title: 'How much of b it is, of a track by length',
    value: (crossover) => (crossover.mode === 'overlap' ? crossover.shareOfB || undefined : undefined),
  },
  ...ofSide('a'),
  ...ofSide('b'),
  {
    name: 'refined',
    type: 'text',
    title: 'Which of the two are by the measurements in their files',
    value: ({ refined }) => refined,
  },
]
