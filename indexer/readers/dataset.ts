/** Values of a variable as stored; 64-bit integers come as doubles (exact to 2^53). */
export type RawValues =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array

/** Arrays of one come as the value itself. */
export type AttributeValue = string | number | number[] | string[]

export type NumericType =
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float32'
  | 'float64'

/** `text` is strings or characters; `other` is compound, opaque, reference, variable-length: not read. */
export type VariableType = NumericType | 'text' | 'other'

export interface Dimension {
  /** Full path of the dimension; two variables share a dimension when the names are equal. Undefined where unnamed. */
  name: string | undefined
  size: number
}

/** Part of a variable: for each dimension where to start, how many to take and how far apart. */
export interface Hyperslab {
  start: number[]
  count: number[]
  stride?: number[]
}

/** Attributes by name, in the order of the file, decoded when asked for. */
export interface Attributes {
  names(): string[]
  get(name: string): AttributeValue | undefined
}

export interface Variable {
  /** From the root, `/group/name`. */
  path: string
  /** Last part of the path. */
  name: string
  /** Path of the group it is in, `/` for the root. */
  group: string
  type: VariableType
  shape: number[]
  /** Same length as `shape`. */
  dimensions(): Dimension[]
  attributes: Attributes
  /** Row-major. @throws Error when the bytes are not there or their filter is missing, or the type is not numeric */
  read(slab?: Hyperslab): RawValues
  /** One string for each element; for character arrays one for each row of the last dimension. */
  readText(): string[]
  /** Of a compound: names of its parts that are numbers, and the values of one of them. */
  members?: string[]
  readMember?(name: string): RawValues
}

export interface Group {
  /** `/` for the root. */
  path: string
  attributes: Attributes
}

/** An open file. Reading is lazy: only what is asked for is read. */
export interface Dataset {
  /** As people call it: `NetCDF-4`, `NetCDF-3 64-bit offset`... */
  format: string
  mediaType: string
  /** The root first. */
  groups: Group[]
  variables: Variable[]
  close(): void
}
