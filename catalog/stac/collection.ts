import { Type } from 'typebox'
import { Errors } from 'typebox/value'
import { completeDescription } from '../description/complete.ts'
import { type Description, DescriptionSchema } from '../description/schema.ts'
import { InvalidQueryError } from '../errors.ts'
import type { Collection } from '../granule.ts'

/** As much of a description as a STAC collection says. */
const SaidSchema = Type.Pick(DescriptionSchema, [
  'id',
  'title',
  'description',
  'license',
  'keywords',
  'providers',
  'doi',
])

/**
 * A STAC collection as the catalogue describes it. Extent, summaries and links are left aside: they are counted and
 * made from the granules.
 *
 * @param before what is known of the collection beside what STAC says: how its files are read, where they are fetched
 * @throws InvalidQueryError naming the member that is wrong
 */
export function readCollection(value: object, before?: Collection): Collection {
  const {
    id,
    title,
    description,
    license,
    keywords,
    providers,
    'sci:doi': doi,
  } = value as Record<string, unknown>
  const said = Object.fromEntries(
    Object.entries({ id, title, description, license, keywords, providers, doi }).filter(
      ([, member]) => member !== undefined,
    ),
  )
  const [error] = Errors(SaidSchema, said)
  if (error) {
    const [, member = 'id', ...rest] = error.instancePath.split('/')
    const place = rest.length > 0 ? `at ${rest.join('/')}: ` : ''
    throw new InvalidQueryError(member === 'doi' ? 'sci:doi' : member, `${place}${error.message}`)
  }
  const { doi: _, ...kept } = before ?? {}
  return { ...kept, ...completeDescription(said as Description) }
}
