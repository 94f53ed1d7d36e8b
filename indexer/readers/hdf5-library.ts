import { resolve } from 'node:path'
import type { File as StoredFile, Group as StoredGroup, Dataset as StoredVariable } from 'h5wasm/node'
import type { Attributes, AttributeValue } from './dataset.ts'
import type { Hdf5Entity } from './hdf5-entity.ts'
import { type Hdf5Module, useLibrary } from './hdf5-module.ts'
import { toAttributeValue, typeOf } from './hdf5-values.ts'

/** A file as the HDF5 library has it, opened when it is first asked something. */
export interface Hdf5Library {
  list(): Hdf5Entity[]
  attributes(path: string): Attributes
  variable(path: string): StoredVariable
  /** For each dimension of a variable the path of the first scale attached to it. */
  scales(path: string): (string | undefined)[]
  close(): void
}

/** @throws Error from each of its functions while the library is not started (hdf5-module.ts) */
export function openLibrary(path: string): Hdf5Library {
  let opened: { h5wasm: Hdf5Module; file: StoredFile } | undefined
  const open = () => {
    if (opened === undefined) {
      const h5wasm = useLibrary()
      opened = { h5wasm, file: new h5wasm.File(resolve(path), 'r') }
    }
    return opened
  }

  function list(): Hdf5Entity[] {
    const { h5wasm, file } = open()
    const entities: Hdf5Entity[] = [{ path: '/', attributes: attributesOf(file) }]
    for (const name of file.paths()) {
      const entity = file.get(`/${name}`)
      if (entity instanceof h5wasm.Group) {
        entities.push({ path: `/${name}`, attributes: attributesOf(entity) })
      } else if (entity instanceof h5wasm.Dataset) {
        entities.push(describeVariable(entity, `/${name}`))
      }
    }
    return entities
  }

  function variable(inner: string): StoredVariable {
    const { h5wasm, file } = open()
    return new h5wasm.Dataset(file.file_id, inner)
  }

  function close(): void {
    try {
      opened?.file.close()
    } catch {
      // A damaged file may fail to close; nothing is written, so nothing is lost.
    }
  }

  return {
    list,
    attributes: (inner) => attributesOf(variable(inner)),
    variable,
    scales: (inner) => scalesOf(variable(inner)),
    close,
  }
}

function describeVariable(stored: StoredVariable, path: string): Hdf5Entity {
  const { metadata } = stored
  const shape = stored.shape ?? undefined
  return {
    path,
    attributes: attributesOf(stored),
    values: {
      type: typeOf(metadata),
      size: metadata.size,
      isVariableLength: metadata.vlen,
      shape,
      scales: () => scalesOf(stored),
    },
  }
}

function scalesOf(stored: StoredVariable): (string | undefined)[] {
  return (stored.shape ?? []).map((_, d) => stored.get_attached_scales(d)[0])
}

function attributesOf(holder: StoredGroup | StoredVariable): Attributes {
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
