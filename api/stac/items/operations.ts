import { Type } from 'typebox'
import { answer, failures, itemsAnswer, missing, refTo } from '../description/answers.ts'
import { geoJson } from '../links.ts'
import { CollectionPath, ItemPath, NoParameters, strictForm } from '../schema.ts'
import { bbox, datetime, intersects, SearchParameters } from '../search/parameters.ts'

export const getItems = {
  operationId: 'getItems',
  summary: 'Items of a collection',
  params: CollectionPath,
  querystring: SearchParameters,
  response: { 200: itemsAnswer, ...missing, ...failures },
}

export const getItem = {
  operationId: 'getItem',
  summary: 'An item',
  params: ItemPath,
  querystring: NoParameters,
  response: { 200: answer('The item.', geoJson, refTo('Item')), ...missing, ...failures },
}

export const getSegments = {
  operationId: 'getSegments',
  summary: 'Where and when each stretch of an item is, and the rows of the file that hold it',
  params: ItemPath,
  querystring: Type.Object(
    { bbox: Type.Optional(bbox), intersects: Type.Optional(intersects), datetime: Type.Optional(datetime) },
    { ...strictForm, description: 'Only the segments that meet the area within the period.' },
  ),
  response: {
    200: answer('A feature a segment, in the order of rows.', geoJson, Type.Object({})),
    ...missing,
    ...failures,
  },
}
