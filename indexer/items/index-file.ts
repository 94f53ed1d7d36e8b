import { type Static, Type } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { completeDescription } from '../../catalog/description/complete.ts'
import { type Description, DescriptionSchema } from '../../catalog/description/schema.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Collection, Granule } from '../../catalog/granule.ts'
import type { FileRecord } from '../../catalog/ledger.ts'

/** What an index file says of the file that an item was made of. */
const RecordSchema = Type.Object({
  path: Type.String({ minLength: 1 }),
  size: Type.Number(),
  modified: Type.Number(),
  reading: Type.String(),
  checksum: Type.Optional(Type.String()),
  at: Type.Integer(),
})

export function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Collection'
}

/** @throws InvalidQueryError for a file that cannot be remembered; an item without one is no error */
export function readFileRecord(item: unknown, { collection, id }: Granule): FileRecord | undefined {
  if (typeof item !== 'object' || item === null || !('file' in item)) return undefined
  const { file } = item
  if (!Check(RecordSchema, file)) {
    throw new InvalidQueryError('file', 'is not what "oceanid index --output" writes')
  }
  const { path, size, modified, reading, checksum, at }: Static<typeof RecordSchema> = file
  return {
    ...{ path, size, modified, reading, outcome: 'indexed', collection, id, at, attempts: 0 },
    ...(checksum !== undefined && { checksum }),
  }
}

/** @throws InvalidQueryError naming the member that is wrong */
export function readIndexCollection(value: object): Collection {
  const { type, ...description } = value as { type: string } & Description
  const [error] = Errors(DescriptionSchema, description)
  if (error) throw new InvalidQueryError(error.instancePath || 'Collection', error.message)
  return completeDescription(description)
}
