import type { Attributes, Dataset, Dimension, Group, Hyperslab, RawValues, Variable } from './dataset.ts'
import { listDirectly } from './hdf5-direct.ts'
import type { Hdf5Entity } from './hdf5-entity.ts'
import { requireFilters } from './hdf5-filters.ts'
import { type Hdf5Library, openLibrary } from './hdf5-library.ts'
import { toNumbers, toTexts } from './hdf5-values.ts'
import type { PositionedFile } from './positioned-file.ts'

/**
 * Opens an HDF5 file, NetCDF-4 or not. Names and shapes are listed; attributes and values are read when asked for.
 * Dimensions are named by the scales attached to them (HDF5 Dimension Scales, as NetCDF-4 writes them), else by an
 * attribute that lists their names.
 * @throws Error when the file is cut off or damaged
 */
export function openHdf5(path: string, file: PositionedFile): Dataset {
  const library = openLibrary(path)
  const close = () => {
    file.close()
    library.close()
  }
  try {
    const entities = listEntities(() => listDirectly(file, library), library)
    const groups: Group[] = entities.filter(({ values }) => values === undefined)
    const variables = entities.flatMap((entity) => toVariable(entity, library) ?? [])
    const format = nameFormat(groups, variables)
    return {
      format,
      mediaType: format === 'NetCDF-4' ? 'application/x-netcdf' : 'application/x-hdf5',
      groups,
      variables: variables.filter((variable) => !isBareDimension(variable)),
      close,
    }
  } catch (error) {
    library.close()
    throw error
  }
}

/** What cannot be listed directly the library lists, or says what is wrong with it. */
function listEntities(list: () => Hdf5Entity[], library: Hdf5Library): Hdf5Entity[] {
  try {
    return list()
  } catch {
    return library.list()
  }
}

/** NetCDF-4 is HDF5 whose dimensions are scales; HDF-EOS5 keeps everything in one group of that name. */
function nameFormat(groups: Group[], variables: Variable[]): string {
  if (groups.some((group) => group.path === '/HDFEOS')) return 'HDF-EOS5'
  const written = ['_NCProperties', '_nc3_strict'].some((name) =>
    groups[0]!.attributes.names().includes(name),
  )
  return written || variables.some((v) => v.attributes.names().includes('DIMENSION_LIST'))
    ? 'NetCDF-4'
    : 'HDF5'
}

/** The library has 2 GiB for everything, and a value is there twice while it is read. */
const mostBytes = 2 ** 30

function toVariable({ path, attributes, values }: Hdf5Entity, library: Hdf5Library): Variable | undefined {
  if (values === undefined) return undefined
  const shape = values.shape ?? []
  const cut = path.lastIndexOf('/')
  const group = cut === 0 ? '/' : path.slice(0, cut)
  let dimensions: Dimension[] | undefined

  function checkSize(count = shape): void {
    if (values!.shape === undefined) throw new Error(`${path} holds nothing`)
    const bytes = count.reduce((product, size) => product * size, values!.size)
    if (bytes > mostBytes)
      throw new Error(`${path} is ${bytes} bytes unpacked, more than can be read at once`)
  }

  function openReadable() {
    const stored = library.variable(path)
    requireFilters(stored)
    return stored
  }

  /** Directly where that is possible; else the library reads, or says what is wrong. */
  function orAbsent<T>(read: () => T): T | undefined {
    try {
      return read()
    } catch {
      return undefined
    }
  }

  function readMember(read: (name: string) => RawValues) {
    return (name: string) => {
      checkSize()
      return shape.includes(0) ? new Float64Array(0) : read(name)
    }
  }

  return {
    path,
    name: path.slice(cut + 1).replace(nonCoordinatePrefix, ''),
    group,
    type: values.type,
    shape,
    dimensions() {
      dimensions ??= nameDimensions(path, group, shape, attributes, values.scales)
      return dimensions
    },
    attributes,
    read(slab?: Hyperslab) {
      checkSize(slab?.count)
      if (shape.includes(0)) return new Float64Array(0)
      const direct = orAbsent(() => values.read?.(slab))
      if (direct !== undefined) return direct
      const stored = openReadable()
      if (slab === undefined || shape.length === 0) return toNumbers(stored.value)
      return toNumbers(
        stored.slice(
          shape.map((_, d) => {
            const stride = slab.stride?.[d] ?? 1
            return [slab.start[d]!, slab.start[d]! + (slab.count[d]! - 1) * stride + 1, stride]
          }),
        ),
      )
    },
    ...(values.members?.length &&
      values.readMember && { members: values.members, readMember: readMember(values.readMember) }),
    readText() {
      checkSize()
      const texts = orAbsent(() => values.readTexts?.()) ?? toTexts(openReadable().value)
      return joinCharacters(texts, values.size, values.isVariableLength, shape)
    },
  }
}

/** Strings of one byte are characters: NetCDF-4 writes a char array so. */
function joinCharacters(texts: string[], size: number, variableLength: boolean, shape: number[]): string[] {
  const rowLength = shape.at(-1) ?? 1
  if (variableLength || size !== 1 || rowLength <= 1) return texts
  const rows: string[] = []
  for (let at = 0; at < texts.length; at += rowLength) rows.push(texts.slice(at, at + rowLength).join(''))
  return rows
}

/** What NetCDF-4 puts before the name of a variable that is named like a dimension but does not lie along it. */
const nonCoordinatePrefix = /^_nc4_non_coord_/

/** A scale that only carries the length of a NetCDF-4 dimension and is no variable (NetCDF-4 format specification). */
function isBareDimension(variable: Variable): boolean {
  if (variable.shape.length !== 1 || !variable.attributes.names().includes('CLASS')) return false
  const name = variable.attributes.get('NAME')
  return typeof name === 'string' && name.startsWith('This is a netCDF dimension but not a netCDF variable')
}

function nameDimensions(
  path: string,
  group: string,
  shape: number[],
  attributes: Attributes,
  scalesOf: () => (string | undefined)[],
): Dimension[] {
  const names = attributes.names()
  if (names.includes('DIMENSION_LIST')) {
    const scales = scalesOf()
    return shape.map((size, d) => ({ name: scales[d], size }))
  }
  // A scale is its own dimension.
  if (attributes.get('CLASS') === 'DIMENSION_SCALE' && shape.length === 1) {
    return [{ name: path, size: shape[0]! }]
  }
  const listed = names.find((name) => /^dimension_?(names|labels)$|^dimensions?$/i.test(name))
  const value = listed === undefined ? undefined : attributes.get(listed)
  const labels = typeof value === 'string' ? value.split(/[\s,;]+/).filter(Boolean) : value
  return shape.map((size, d) => {
    const label = Array.isArray(labels) && labels.length === shape.length ? labels[d] : undefined
    return { name: label ? `${group === '/' ? '' : group}/${label}` : undefined, size }
  })
}
