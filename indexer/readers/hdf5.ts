import { resolve } from 'node:path'
import type { File as StoredFile, Group as StoredGroup, Dataset as StoredVariable } from 'h5wasm/node'
import type { Attributes, AttributeValue, Dataset, Dimension, Group, Hyperslab, Variable } from './dataset.ts'
import { requireFilters } from './hdf5-filters.ts'
import { loadHdf5 } from './hdf5-module.ts'
import { toAttributeValue, toNumbers, toTexts, typeOf } from './hdf5-values.ts'

/**
 * Opens an HDF5 file, NetCDF-4 or not. Names and shapes are listed; attributes and values are read when asked for.
 * Dimensions are named by the scales attached to them (HDF5 Dimension Scales, as NetCDF-4 writes them), else by an
 * attribute that lists their names.
 * @throws Error when the file is cut off or damaged
 */
export async function openHdf5(path: string): Promise<Dataset> {
  const h5wasm = await loadHdf5()
  const file = new h5wasm.File(resolve(path), 'r')
  try {
    const groups: Group[] = [{ path: '/', attributes: toAttributes(file) }]
    const variables: Variable[] = []
    for (const name of file.paths()) {
      const entity = file.get(`/${name}`)
      if (entity instanceof h5wasm.Group) {
        groups.push({ path: `/${name}`, attributes: toAttributes(entity) })
      } else if (entity instanceof h5wasm.Dataset) {
        variables.push(toVariable(entity, `/${name}`))
      }
    }
    const format = nameFormat(groups, variables)
    return {
      format,
      mediaType: format === 'NetCDF-4' ? 'application/x-netcdf' : 'application/x-hdf5',
      groups,
      variables: variables.filter((variable) => !isBareDimension(variable)),
      close: () => closeQuietly(file),
    }
  } catch (error) {
    closeQuietly(file)
    throw error
  }
}

/** A damaged file may fail to close; why it could not be read is what matters. */
function closeQuietly(file: StoredFile): void {
  try {
    file.close()
  } catch {
    // Nothing is written: nothing is lost.
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

function toVariable(stored: StoredVariable, path: string): Variable {
  const attributes = toAttributes(stored)
  const type = typeOf(stored.metadata)
  const shape = stored.shape ?? []
  const cut = path.lastIndexOf('/')
  let dimensions: Dimension[] | undefined

  function checkReadable(count = shape): void {
    requireFilters(stored)
    if (stored.shape === null) throw new Error(`${path} holds nothing`)
    const bytes = count.reduce((product, size) => product * size, stored.metadata.size)
    if (bytes > mostBytes)
      throw new Error(`${path} is ${bytes} bytes unpacked, more than can be read at once`)
  }

  return {
    path,
    name: path.slice(cut + 1).replace(nonCoordinatePrefix, ''),
    group: cut === 0 ? '/' : path.slice(0, cut),
    type,
    shape,
    dimensions() {
      dimensions ??= nameDimensions(stored, shape, attributes)
      return dimensions
    },
    attributes,
    read(slab?: Hyperslab) {
      checkReadable(slab?.count)
      if (shape.includes(0)) return new Float64Array(0)
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
    readText() {
      checkReadable()
      return joinCharacters(toTexts(stored.value), stored.metadata.size, stored.metadata.vlen, shape)
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

function nameDimensions(stored: StoredVariable, shape: number[], attributes: Attributes): Dimension[] {
  const names = attributes.names()
  if (names.includes('DIMENSION_LIST')) {
    return shape.map((size, d) => ({ name: stored.get_attached_scales(d)[0], size }))
  }
  // A scale is its own dimension.
  if (attributes.get('CLASS') === 'DIMENSION_SCALE' && shape.length === 1) {
    return [{ name: stored.path, size: shape[0]! }]
  }
  const listed = names.find((name) => /^dimension_?(names|labels)$|^dimensions?$/i.test(name))
  const value = listed === undefined ? undefined : attributes.get(listed)
  const labels = typeof value === 'string' ? value.split(/[\s,;]+/).filter(Boolean) : value
  const group = stored.path.slice(0, stored.path.lastIndexOf('/'))
  return shape.map((size, d) => {
    const label = Array.isArray(labels) && labels.length === shape.length ? labels[d] : undefined
    return { name: label ? `${group}/${label}` : undefined, size }
  })
}

function toAttributes(holder: StoredGroup | StoredVariable): Attributes {
  let names: string[] | undefined
  const values = new Map<string, AttributeValue | undefined>()
  const listNames = () => {
    names ??= Object.keys(holder.attrs)
    return names
  }
  return {
    names: listNames,
    get(name) {
      if (!values.has(name))
        values.set(name, listNames().includes(name) ? readAttribute(holder, name) : undefined)
      return values.get(name)
    },
  }
}

/** One attribute that cannot be decoded does not keep the file out. */
function readAttribute(holder: StoredGroup | StoredVariable, name: string): AttributeValue | undefined {
  try {
    return toAttributeValue(holder.get_attribute(name, false))
  } catch {
    return undefined
  }
}
