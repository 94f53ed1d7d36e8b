import { type Static, Type } from 'typebox'
import { strict, strictForm } from '../../stac/schema.ts'
import { bbox, datetime, intersects, largestLimit, token } from '../../stac/search/parameters.ts'

/** Fewer than a catalogue of one's own gives at once: each page is asked of every source. */
const limit = Type.Integer({
  minimum: 1,
  maximum: largestLimit,
  default: 10,
  description: 'Items on a page.',
})

const selection = {
  bbox: Type.Optional(bbox),
  datetime: Type.Optional(datetime),
  intersects: Type.Optional(intersects),
  collections: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), { maxItems: 1, description: 'Id of one collection.' }),
  ),
  source: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), { description: 'Sources to ask; all without.' }),
  ),
  limit: Type.Optional(limit),
  token: Type.Optional(token),
}

export const getSearch = { querystring: Type.Object(selection, strictForm) }
export const postSearch = { body: Type.Object(selection, strict) }

export type FederatedSelection = Static<(typeof postSearch)['body']>
