import { Type } from 'typebox'
import { answer, failures, missing, refTo, refused } from '../description/answers.ts'
import { geoJson, json } from '../links.ts'
import { CollectionPath, ItemPath, NoParameters } from '../schema.ts'

const security = [{ writeKey: [] }]
/** Bytes; a list of a few thousand items. */
export const bodyLimit = 64 * 1024 * 1024

const done = { 204: { description: 'Done.', type: 'null' } }
const conflict = answer(
  'There is one of this id, or it has changed meanwhile.',
  'application/problem+json',
  refTo('Problem'),
)
const changing = {
  401: answer('The write key is missing or wrong.', 'application/problem+json', refTo('Problem')),
  ...failures,
}
const replacing = { ...done, ...missing, 412: conflict, ...refused, ...changing }

const body = (description: string) => Type.Unsafe<object>({ type: 'object', description })

const ItemOrItems = body(
  'A STAC item, or a FeatureCollection of items: all that are new and can be read are stored, the answer tells of the others.',
)

export const postItems = {
  operationId: 'postItems',
  summary: 'Add an item, or many',
  security,
  params: CollectionPath,
  querystring: NoParameters,
  body: ItemOrItems,
  response: {
    201: answer('The item as it was stored, or how many were.', geoJson, Type.Object({})),
    409: conflict,
    ...missing,
    ...refused,
    ...changing,
  },
}

export const putItem = {
  operationId: 'putItem',
  summary: 'Replace an item',
  security,
  params: ItemPath,
  querystring: NoParameters,
  body: body('A STAC item.'),
  response: replacing,
}

export const patchItem = {
  ...putItem,
  operationId: 'patchItem',
  summary: 'Change members of an item',
  body: body('JSON Merge Patch (RFC 7396).'),
}

export const deleteItem = {
  operationId: 'deleteItem',
  summary: 'Delete an item',
  security,
  params: ItemPath,
  querystring: NoParameters,
  response: { ...done, ...missing, 412: conflict, ...changing },
}

export const postCollection = {
  operationId: 'postCollection',
  summary: 'Add a collection',
  security,
  querystring: NoParameters,
  body: body('A STAC collection; extent and summaries are counted from its items.'),
  response: {
    201: answer('The collection.', json, refTo('Collection')),
    409: conflict,
    ...refused,
    ...changing,
  },
}

export const putCollection = {
  operationId: 'putCollection',
  summary: 'Replace the description of a collection',
  security,
  params: CollectionPath,
  querystring: NoParameters,
  body: body('A STAC collection.'),
  response: replacing,
}

export const patchCollection = {
  ...putCollection,
  operationId: 'patchCollection',
  summary: 'Change members of a collection',
  body: body('JSON Merge Patch (RFC 7396).'),
}

export const deleteCollection = {
  operationId: 'deleteCollection',
  summary: 'Delete a collection with all its items',
  security,
  params: CollectionPath,
  querystring: NoParameters,
  response: { ...done, ...missing, 412: conflict, ...changing },
}
