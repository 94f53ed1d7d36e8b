import { Type } from 'typebox'

/** The schemas of requests: what validates them is also what the OpenAPI document shows. */

/** What is not named here is refused, since ignoring a filter gives answers that do not mean what was asked. */
export const strict = { additionalProperties: false }
/** In a query string, lists are separated by commas. */
export const strictForm = { ...strict, style: 'form', explode: false }

export const NoParameters = Type.Object({}, strictForm)

export const CollectionPath = Type.Object({
  collectionId: Type.String({ description: 'Id of a collection.' }),
})

export const ItemPath = Type.Object({
  collectionId: Type.String({ description: 'Id of a collection.' }),
  featureId: Type.String({ description: 'Id of an item.' }),
})
