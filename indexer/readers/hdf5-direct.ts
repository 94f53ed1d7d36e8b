import type { Attributes, AttributeValue, VariableType } from './dataset.ts'
import { decodeValue, type GlobalHeaps, type StoredAttribute, scaleAddresses } from './hdf5/attribute.ts'
import type { StoredType } from './hdf5/datatype.ts'
import { createGlobalHeaps } from './hdf5/heaps.ts'
import { listObjects, readAttributes, type StoredObject } from './hdf5/listing.ts'
import type { StoredBytes } from './hdf5/stored-bytes.ts'
import { readSuperblock } from './hdf5/superblock.ts'
import { readMember, readTexts, readValues } from './hdf5/values.ts'
import type { Hdf5Entity } from './hdf5-entity.ts'
import type { Hdf5Library } from './hdf5-library.ts'
import { typeOf } from './hdf5-values.ts'
import type { PositionedFile } from './positioned-file.ts'

/**
 * Lists a file straight from its bytes: a call into the library costs tens of microseconds, and there would be a dozen
 * of them for each variable. What is not understood here the library is asked for.
 * @throws Error for a file that only the library can list, or that is damaged
 */
export function listDirectly(file: PositionedFile, library: Hdf5Library): Hdf5Entity[] {
  const { stored, rootAddress } = readSuperblock(file)
  const heaps = createGlobalHeaps(stored)
  const objects = listObjects(stored, rootAddress)
  const paths = new Map<number, string>()
  for (const { address, path, type } of objects) {
    if (type !== undefined && !paths.has(address)) paths.set(address, path)
  }
  return objects.map((object) => describeObject(object, stored, heaps, library, paths))
}

function describeObject(
  object: StoredObject,
  stored: StoredBytes,
  heaps: GlobalHeaps,
  library: Hdf5Library,
  paths: Map<number, string>,
): Hdf5Entity {
  const { path, type, shape } = object
  let listed: Map<string, StoredAttribute> | undefined
  const list = () => {
    listed ??= new Map(readAttributes(stored, object.header).map((one) => [one.name, one]))
    return listed
  }
  const attributes = orElse(
    list,
    (one) => decodeValue(one, stored, heaps),
    () => library.attributes(path),
  )
  if (type === undefined) return { path, attributes }
  return {
    path,
    attributes,
    values: {
      type: variableTypeOf(type),
      size: type.size,
      isVariableLength: type.isVariableText,
      shape,
      scales() {
        try {
          return scaleAddresses(list().get('DIMENSION_LIST')!, stored, heaps).map((address) =>
            address === undefined ? undefined : paths.get(address),
          )
        } catch {
          return library.scales(path)
        }
      },
      read: (slab) => readValues(stored, object, slab),
      readTexts: () => readTexts(stored, heaps, object),
      members: type.members?.map(({ name }) => name) ?? [],
      readMember: (name) => readMember(stored, object, name),
    },
  }
}

function variableTypeOf(type: StoredType): VariableType {
  return typeOf({ type: type.class, size: type.size, signed: type.signed })
}

/** Attributes read here, and by the library where that fails. */
function orElse(
  list: () => Map<string, StoredAttribute>,
  decode: (attribute: StoredAttribute) => AttributeValue | undefined,
  ask: () => Attributes,
): Attributes {
  let others: Attributes | undefined
  const fallBack = () => {
    others ??= ask()
    return others
  }
  const values = new Map<string, AttributeValue | undefined>()
  let names: string[] | undefined
  return {
    names() {
      if (names === undefined) {
        try {
          names = [...list().keys()]
        } catch {
          names = fallBack().names()
        }
      }
      return names
    },
    get(name) {
      if (!values.has(name)) {
        let value: AttributeValue | undefined
        try {
          const attribute = list().get(name)
          value = attribute === undefined ? undefined : decode(attribute)
        } catch {
          value = fallBack().get(name)
        }
        values.set(name, value)
      }
      return values.get(name)
    },
  }
}
