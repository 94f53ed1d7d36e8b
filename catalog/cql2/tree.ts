import type { Box } from '../geometry/types.ts'

/**
 * A filter in CQL2 (OGC 21-065r2) as it was written. The tree is that of the JSON encoding, but that a call of a function
 * that the standard does not name has `call` in place of `op`.
 */
export type Condition =
  | boolean
  | { op: 'and' | 'or'; args: Condition[] }
  | { op: 'not'; args: [Condition] }
  | { op: Comparison | 'like'; args: [Operand, Operand] }
  | { op: 'between'; args: [Operand, Operand, Operand] }
  | { op: 'in'; args: [Operand, Operand[]] }
  | { op: 'isNull'; args: [Operand | Condition] }
  | { op: SpatialOperator | TemporalOperator | ArrayOperator; args: [Operand, Operand] }
  | Call

export type Operand =
  | string
  | number
  | boolean
  | PropertyName
  | Call
  | { op: ArithmeticOperator; args: [Operand, Operand] }
  | { op: Folding; args: [Operand] }
  | InstantLiteral
  | Interval
  | SpatialLiteral
  | Operand[]

export interface PropertyName {
  property: string
}

export interface Call {
  call: string
  args: (Operand | Condition)[]
}

/** RFC 3339. */
export type InstantLiteral = { date: string } | { timestamp: string }

/** A side is a date, a timestamp, `..` where it is open, or says where to look. */
export interface Interval {
  interval: [IntervalSide, IntervalSide]
}

export type IntervalSide = string | PropertyName | Call

/** GeoJSON as it was written, checked; or a box of four or six numbers. */
export type SpatialLiteral = WrittenGeometry | { bbox: Box | [...Box, number, number] }

export type WrittenGeometry =
  | { type: (typeof geometryTypes)[number]; coordinates: unknown[] }
  | { type: 'GeometryCollection'; geometries: WrittenGeometry[] }

export const geometryTypes = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
] as const

export const comparisons = ['=', '<>', '<', '<=', '>', '>='] as const
export type Comparison = (typeof comparisons)[number]

export const arithmeticOperators = ['+', '-', '*', '/', '%', 'div', '^'] as const
export type ArithmeticOperator = (typeof arithmeticOperators)[number]

export const foldings = ['casei', 'accenti'] as const
export type Folding = (typeof foldings)[number]

export const spatialOperators = [
  's_intersects',
  's_disjoint',
  's_within',
  's_contains',
  's_equals',
  's_touches',
  's_crosses',
  's_overlaps',
] as const
export type SpatialOperator = (typeof spatialOperators)[number]

export const temporalOperators = [
  't_after',
  't_before',
  't_contains',
  't_disjoint',
  't_during',
  't_equals',
  't_finishedBy',
  't_finishes',
  't_intersects',
  't_meets',
  't_metBy',
  't_overlappedBy',
  't_overlaps',
  't_startedBy',
  't_starts',
] as const
export type TemporalOperator = (typeof temporalOperators)[number]

export const arrayOperators = ['a_equals', 'a_contains', 'a_containedBy', 'a_overlaps'] as const
export type ArrayOperator = (typeof arrayOperators)[number]

export type Node = Condition | Operand
