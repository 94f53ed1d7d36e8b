import type { Envelope, Shape } from './shape.ts'

/**
 * Degrees: the side of the area that the boxes are made for. Of areas of that size, laid anywhere, a share of
 * (width + side)(height + side) meets a box; a split must lower the sum of that.
 */
const TYPICAL_SIDE = 5

/** Square degrees by which a box more must lower that sum. */
const LEAST_GAIN = 100

/** How many times more boxes are tried than may remain. */
const TRIALS = 3

/** Positions as lon, lat, lon, lat... A ring goes on from the last to the first. */
interface Chain {
  xy: ArrayLike<number>
  ring: boolean
}

/** What lies of a shape in one box. */
interface Piece {
  chains: Chain[]
  points: ArrayLike<number>
  envelope: Envelope
}

interface Node {
  piece: Piece
  cost: number
  /** Square degrees of its box that the shape leaves free. */
  free: number
  halves: Node[]
}

/**
 * Boxes, `most` at most, that together hold every point of a shape, tight where it runs aslant.
 *
 * Again and again the emptiest box is halved and its halves drawn in around what lies in them; then halves
 * that gain too little are put together again, from the smallest up. (To halve only where it gains at once
 * would stop at the bend of an orbit, where the first cut gains nothing.)
 */
export function coverWithBoxes(shape: Shape, most: number): Envelope[] {
  if (shape.envelope[0] > shape.envelope[2]) return []
  const chains = [
    ...shape.lines.map(({ xy }) => ({ xy, ring: false })),
    ...shape.polygons.map((rings) => ({ xy: rings[0]!.xy, ring: true })),
  ]
  const tree = nodeOf({ chains, points: shape.points, envelope: shape.envelope })
  const leaves = [tree]
  while (leaves.length < TRIALS * most) {
    let emptiest = 0
    for (let i = 1; i < leaves.length; i++) if (leaves[i]!.free > leaves[emptiest]!.free) emptiest = i
    const node = leaves[emptiest]!
    if (node.free < 2 * LEAST_GAIN) break
    node.halves = halve(node.piece).map(nodeOf)
    leaves.splice(emptiest, 1, ...node.halves)
  }
  for (let price = LEAST_GAIN; ; price *= 1.5) {
    const { boxes } = prune(tree, price)
    if (boxes.length <= most) return boxes
  }
}

function nodeOf(piece: Piece): Node {
  const [west, south, east, north] = piece.envelope
  const filled = piece.chains.reduce((sum, chain) => sum + areaOf(chain), 0)
  return {
    piece,
    cost: (east - west + TYPICAL_SIDE) * (north - south + TYPICAL_SIDE),
    free: (east - west) * (north - south) - filled,
    halves: [],
  }
}

/** The boxes that cost least, each counted with the price of a box. */
function prune(node: Node, price: number): { cost: number; boxes: Envelope[] } {
  const whole = { cost: node.cost + price, boxes: [node.piece.envelope] }
  if (node.halves.length === 0) return whole
  const halves = node.halves.map((half) => prune(half, price))
  const cost = halves.reduce((sum, half) => sum + half.cost, 0)
  return cost < whole.cost ? { cost, boxes: halves.flatMap((half) => half.boxes) } : whole
}

/** Square degrees; the edges that clipping leaves along a cut add nothing. */
function areaOf({ xy, ring }: Chain): number {
  if (!ring) return 0
  const end = xy.length - 2
  let sum = xy[end]! * xy[1]! - xy[0]! * xy[end + 1]!
  for (let i = 0; i < end; i += 2) sum += xy[i]! * xy[i + 3]! - xy[i + 2]! * xy[i + 1]!
  return Math.abs(sum) / 2
}

/** Across its longer side; a half in which nothing lies is left out. */
function halve(piece: Piece): Piece[] {
  const [west, south, east, north] = piece.envelope
  const axis = east - west > north - south ? 0 : 1
  const middle = axis === 0 ? (west + east) / 2 : (south + north) / 2
  const halves = [clip(piece, axis, middle, -1), clip(piece, axis, middle, 1)]
  return halves.filter(({ envelope }) => envelope[0] <= envelope[2])
}

/**
 * The part on one side of a meridian or parallel, that itself included (Sutherland and Hodgman 1974). The edges that this
 * leaves along the cut lie between points of the shape, so that the envelope is that of the part.
 */
function clip(piece: Piece, axis: 0 | 1, at: number, side: 1 | -1): Piece {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const keepIn = (kept: number[], lon: number, lat: number) => {
    kept.push(lon, lat)
    if (lon < west) west = lon
    if (lon > east) east = lon
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  const chains: Chain[] = []
  for (const { xy, ring } of piece.chains) {
    const kept: number[] = []
    let from = ring ? xy.length - 2 : 0
    let before = side * (xy[from + axis]! - at)
    for (let i = 0; i < xy.length; i += 2) {
      const over = side * (xy[i + axis]! - at)
      if (before * over < 0) {
        const t = before / (before - over)
        const across = xy[from + 1 - axis]! + t * (xy[i + 1 - axis]! - xy[from + 1 - axis]!)
        if (axis === 0) keepIn(kept, at, across)
        else keepIn(kept, across, at)
      }
      if (over >= 0) keepIn(kept, xy[i]!, xy[i + 1]!)
      from = i
      before = over
    }
    if (kept.length > 0) chains.push({ xy: kept, ring })
  }
  const points: number[] = []
  for (let i = 0; i < piece.points.length; i += 2) {
    const over = side * (piece.points[i + axis]! - at)
    if (over >= 0) keepIn(points, piece.points[i]!, piece.points[i + 1]!)
  }
  return { chains, points, envelope: [west, south, east, north] }
}
