import type { Attributes, Hyperslab, RawValues, VariableType } from './dataset.ts'

/** A group or a variable of an HDF5 file, whoever listed it. */
export interface Hdf5Entity {
  /** From the root, `/group/name`. */
  path: string
  attributes: Attributes
  /** Absent for a group. */
  values?: {
    type: VariableType
    /** Bytes of an element. */
    size: number
    isVariableLength: boolean
    /** Undefined where it holds nothing. */
    shape: number[] | undefined
    /** For each dimension the path of the first scale attached to it. */
    scales(): (string | undefined)[]
    /** Reads numbers without the library. @throws Error where only that can read them, or they are damaged */
    read?(slab?: Hyperslab): RawValues
    /** Reads texts without the library, one for each element. @throws Error as `read` does */
    readTexts?(): string[]
    /** Names of the parts of a compound that are numbers. */
    members?: string[]
    readMember?(name: string): RawValues
  }
}
