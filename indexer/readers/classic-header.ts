import type { AttributeValue, NumericType } from './dataset.ts'

/** Header of a NetCDF classic file, whichever of its three variants. */
export interface ClassicHeader {
  version: 1 | 2 | 5
  /** Number of records, as written; `undefined` while the file is being streamed. */
  records: number | undefined
  /** The record dimension has size 0 here. */
  dimensions: { name: string; size: number }[]
  attributes: ClassicAttribute[]
  variables: ClassicVariable[]
}

export interface ClassicAttribute {
  name: string
  value: AttributeValue
}

export interface ClassicVariable {
  name: string
  /** Indexes into `dimensions`. */
  dimensions: number[]
  attributes: ClassicAttribute[]
  type: NumericType | 'text'
  /** Byte where the data begin. */
  begin: number
}
