import type { ScanCoordinates } from '../../../indexer/coordinates.ts'

export interface SwathPlan {
  /** Degrees: 0..180. */
  inclination: number
  /** Turns of the satellite since its ascending node, at the first row. */
  phase: number
  /** Turns that the swath is long. */
  turns: number
  /** Longitude of the ascending node. */
  node: number
  rows: number
  columns: number
  widthKm: number
  /** Kilometres on each side of the nadir without pixels. */
  nadirGapKm: number
  /** How far ahead of the nadir the sides of a scan line lie, kilometres (conical scanners: negative). */
  bowKm: number
}

const RADIUS_KM = 6371.0088
const DEGREE = Math.PI / 180
/** Turns of the Earth in a turn of the satellite. */
const EARTH_TURNS = 0.0694

/** The swath of a circular orbit over the turning Earth, row-major, longitudes within -180..180. */
export function flySwath(plan: SwathPlan): ScanCoordinates {
  const { rows, columns } = plan
  const lon = new Float64Array(rows * columns)
  const lat = new Float64Array(rows * columns)
  const inclination = plan.inclination * DEGREE
  for (let row = 0; row < rows; row++) {
    const turn = plan.phase + (rows > 1 ? (plan.turns * row) / (rows - 1) : 0)
    for (let column = 0; column < columns; column++) {
      const side = columns > 1 ? (2 * column) / (columns - 1) - 1 : 0
      const reach = Math.sign(side) * plan.nadirGapKm + side * (plan.widthKm / 2 - plan.nadirGapKm)
      const across = reach / RADIUS_KM
      const along = 2 * Math.PI * turn + (plan.bowKm * side * side) / RADIUS_KM
      // In the frame of the orbit: x to the ascending node, z along its axis; then tilted, then turned with the Earth.
      const [x, y, z] = [
        Math.cos(across) * Math.cos(along),
        Math.cos(across) * Math.sin(along),
        Math.sin(across),
      ]
      const tiltedY = y * Math.cos(inclination) - z * Math.sin(inclination)
      const tiltedZ = y * Math.sin(inclination) + z * Math.cos(inclination)
      const i = row * columns + column
      lat[i] = Math.asin(Math.max(-1, Math.min(1, tiltedZ))) / DEGREE
      const turned = Math.atan2(tiltedY, x) / DEGREE + plan.node - 360 * EARTH_TURNS * turn
      lon[i] = turned - 360 * Math.floor((turned + 180) / 360)
    }
  }
  return { layout: 'scan', rows, columns, lon, lat }
}

export interface SyntheticSwath {
  coordinates: ScanCoordinates
  plan: SwathPlan
  /** What was done to it, for messages. */
  story: string
  /** Largest typical distance of neighbours, kilometres. */
  spacingKm: number
}

/** A swath of any orbit, width, length up to one and a half orbits, mask, order and convention. */
export function randomSwath(random: () => number): SyntheticSwath {
  const between = (low: number, high: number) => low + (high - low) * random()
  const pick = <T>(...choices: T[]) => choices[Math.floor(random() * choices.length)]!
  const turns = pick(between(0.01, 0.1), between(0.1, 0.6), between(0.6, 1.5))
  const widthKm = pick(between(20, 200), between(200, 1500), between(1500, 3000))
  const spacing = Math.max(5, Math.sqrt((turns * 40030 * widthKm) / between(2000, 20000)))
  const plan: SwathPlan = {
    inclination: pick(between(0, 40), between(50, 80), between(80, 100), between(97, 99), 90),
    phase: random(),
    turns,
    node: between(-180, 180),
    rows: Math.max(2, Math.round((turns * 40030) / spacing)),
    columns: Math.max(2, Math.round(widthKm / (spacing * between(0.5, 1)))),
    widthKm,
    nadirGapKm: widthKm > 600 && random() < 0.25 ? between(0.1, 0.35) * widthKm : 0,
    bowKm: random() < 0.3 ? between(-0.4, 0.4) * widthKm : 0,
  }
  const swath = flySwath(plan)
  const mask = pick('none', 'none', 'box', 'ragged', 'lines', 'speckle', 'side', 'disk')
  applyMask(swath, mask, random)
  const order = pick('as flown', 'as flown', 'rows reversed', 'columns reversed', 'transposed')
  const coordinates = reorder(swath, order)
  if (random() < 0.3) coordinates.lon = coordinates.lon.map((lon) => (lon < 0 ? lon + 360 : lon))
  if (random() < 0.5) {
    coordinates.lon = Float32Array.from(coordinates.lon)
    coordinates.lat = Float32Array.from(coordinates.lat)
  }
  const alongKm = (turns * 40030) / (plan.rows - 1)
  const acrossKm = widthKm / (plan.columns - 1)
  const story = `${JSON.stringify(plan)} mask ${mask}, ${order}`
  return { coordinates, plan, story, spacingKm: Math.max(alongKm, acrossKm) }
}

type Mask = 'none' | 'box' | 'ragged' | 'lines' | 'speckle' | 'side' | 'disk'

function applyMask({ rows, columns, lon, lat }: ScanCoordinates, mask: Mask, random: () => number): void {
  const [r0, c0] = [random() * rows * 0.7, random() * columns * 0.7]
  const [r1, c1] = [r0 + rows * random(), c0 + columns * random()]
  const edges = Float64Array.from({ length: rows }, () => random() * 0.2 * columns)
  const isLost = (row: number, column: number) => {
    switch (mask) {
      case 'none':
        return false
      case 'box':
        return row >= r0 && row <= r1 && column >= c0 && column <= c1
      case 'ragged':
        return column < edges[row]! || column > columns - edges[rows - 1 - row]!
      case 'lines':
        return Math.sin(row * 12.9898 + r0) > 0.6 || (row > r0 && row < r0 + rows / 6)
      case 'speckle':
        return random() < 0.2
      case 'side':
        return column < columns * (0.3 + 0.3 * Math.sin(row / 7 + r0))
      case 'disk':
        return ((row - rows / 2) / rows) ** 2 + ((column - columns / 2) / columns) ** 2 > 0.24
    }
  }
  for (let i = 0; i < rows * columns; i++) {
    if (isLost(Math.floor(i / columns), i % columns)) lon[i] = lat[i] = NaN
  }
}

type Order = 'as flown' | 'rows reversed' | 'columns reversed' | 'transposed'

function reorder(swath: ScanCoordinates, order: Order): ScanCoordinates {
  const { rows, columns } = swath
  if (order === 'as flown') return swath
  const [newRows, newColumns] = order === 'transposed' ? [columns, rows] : [rows, columns]
  const source = (row: number, column: number) => {
    if (order === 'transposed') return column * columns + row
    return order === 'rows reversed'
      ? (rows - 1 - row) * columns + column
      : row * columns + columns - 1 - column
  }
  const reordered = (values: ScanCoordinates['lon']) =>
    Float64Array.from(values, (_, i) => values[source(Math.floor(i / newColumns), i % newColumns)]!)
  return {
    ...swath,
    rows: newRows,
    columns: newColumns,
    lon: reordered(swath.lon),
    lat: reordered(swath.lat),
  }
}
