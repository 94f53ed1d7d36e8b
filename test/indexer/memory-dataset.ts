import type {
  Attributes,
  AttributeValue,
  Dataset,
  Hyperslab,
  NumericType,
  RawValues,
  Variable,
} from '../../indexer/readers/dataset.ts'
import { forEachRun } from '../../indexer/readers/hyperslab.ts'

type AttributeList = Record<string, AttributeValue>

export interface VariableDraft {
  /** `name:size` or, for a dimension without a name, `:size`; outermost first. */
  dims: string[]
  data: RawValues | string[]
  attributes?: AttributeList
  /** Of a compound, which has no values of its own. */
  members?: Record<string, RawValues>
}

export interface DatasetDraft {
  attributes?: AttributeList
  /** Attributes by group. */
  groups?: Record<string, AttributeList>
  /** By path. */
  variables: Record<string, VariableDraft>
}

/** A file that was never written: what the conventions make of it is tried without one. */
export function memoryDataset(draft: DatasetDraft): Dataset {
  return {
    format: 'memory',
    mediaType: 'application/x-netcdf',
    groups: Object.entries({ '/': draft.attributes ?? {}, ...draft.groups }).map(([path, attributes]) => ({
      path,
      attributes: toAttributes(attributes),
    })),
    variables: Object.entries(draft.variables).map(([path, variable]) => toVariable(path, variable)),
    close: () => {},
  }
}

function toAttributes(list: AttributeList): Attributes {
  return { names: () => Object.keys(list), get: (name) => list[name] }
}

function toVariable(path: string, { dims, data, attributes = {}, members }: VariableDraft): Variable {
  const cut = path.lastIndexOf('/')
  const dimensions = dims.map((dimension) => {
    const [name, size] = dimension.split(':')
    return { name: name ? `/${name}` : undefined, size: Number(size) }
  })
  const shape = dimensions.map(({ size }) => size)
  return {
    path,
    name: path.slice(cut + 1),
    group: cut === 0 ? '/' : path.slice(0, cut),
    type: members ? 'other' : Array.isArray(data) ? 'text' : typeOf(data),
    shape,
    dimensions: () => dimensions,
    attributes: toAttributes(attributes),
    read(slab?: Hyperslab) {
      if (Array.isArray(data)) throw new Error('text')
      if (slab === undefined) return data.slice()
      const picked: number[] = []
      forEachRun(shape, slab, (offset, length, stride) => {
        for (let i = 0; i < length; i++) picked.push(data[offset + i * stride]!)
      })
      return Float64Array.from(picked)
    },
    readText: () => (Array.isArray(data) ? data : []),
    ...(members && { members: Object.keys(members), readMember: (name: string) => members[name]!.slice() }),
  }
}

function typeOf(data: RawValues): NumericType {
  return data.constructor.name.replace('Array', '').toLowerCase() as NumericType
}

/** Longitudes and latitudes of a scan that goes north, `across` degrees a column and `along` a row, row by row. */
export function slantedScan(rows: number, columns: number, along = 0.1, across = 0.1, west = 10, south = 0) {
  const lon = new Float32Array(rows * columns)
  const lat = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      lon[row * columns + column] = west + column * across - row * along * 0.2
      lat[row * columns + column] = south + row * along + column * across * 0.2
    }
  }
  return { lon, lat }
}
