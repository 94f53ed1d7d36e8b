import { answer, failures, missing, refTo } from '../description/answers.ts'
import { json } from '../links.ts'
import { CollectionPath, NoParameters } from '../schema.ts'
import { CollectionSearchParameters } from './parameters.ts'

export const getCollections = {
  operationId: 'getCollections',
  summary: 'Collections, all or some',
  querystring: CollectionSearchParameters,
  response: { 200: answer('A page of collections.', json, refTo('Collections')), ...failures },
}

export const getCollection = {
  operationId: 'getCollection',
  summary: 'A collection',
  params: CollectionPath,
  querystring: NoParameters,
  response: { 200: answer('The collection.', json, refTo('Collection')), ...missing, ...failures },
}

export const getChildren = {
  operationId: 'getChildren',
  summary: 'What is right below the root: all collections',
  querystring: NoParameters,
  response: { 200: answer('The collections.', json, refTo('Children')), ...failures },
}
