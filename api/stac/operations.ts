import { Type } from 'typebox'
import { answer, failures, missing, refTo, refused } from './description/answers.ts'
import { geoJson, html, json, openApi } from './links.ts'
import { CollectionPath, ItemPath, NoParameters, SearchBody, SearchParameters } from './schema.ts'

/** What each route takes and answers: Fastify validates by it, and the OpenAPI document is made of it. */

export const getLandingPage = {
  operationId: 'getLandingPage',
  summary: 'Where to find everything',
  querystring: NoParameters,
  response: { 200: answer('The landing page.', json, refTo('Landing')), ...failures },
}

export const getConformance = {
  operationId: 'getConformance',
  summary: 'What this server conforms to',
  querystring: NoParameters,
  response: { 200: answer('The conformance classes.', json, refTo('Conformance')), ...failures },
}

export const getCollections = {
  operationId: 'getCollections',
  summary: 'All collections',
  querystring: NoParameters,
  response: { 200: answer('The collections, by id.', json, refTo('Collections')), ...failures },
}

export const getCollection = {
  operationId: 'getCollection',
  summary: 'A collection',
  params: CollectionPath,
  querystring: NoParameters,
  response: { 200: answer('The collection.', json, refTo('Collection')), ...missing, ...failures },
}

export const getItems = {
  operationId: 'getItems',
  summary: 'Items of a collection',
  params: CollectionPath,
  querystring: SearchParameters,
  response: { 200: answer('A page of items.', geoJson, refTo('Items')), ...missing, ...failures },
}

export const getItem = {
  operationId: 'getItem',
  summary: 'An item',
  params: ItemPath,
  querystring: NoParameters,
  response: { 200: answer('The item.', geoJson, refTo('Item')), ...missing, ...failures },
}

export const getSearch = {
  operationId: 'getSearch',
  summary: 'Search items',
  querystring: SearchParameters,
  response: { 200: answer('A page of items.', geoJson, refTo('Items')), ...failures },
}

export const postSearch = {
  operationId: 'postSearch',
  summary: 'Search items',
  querystring: NoParameters,
  body: SearchBody,
  response: { 200: answer('A page of items.', geoJson, refTo('Items')), ...refused, ...failures },
}

export const getApi = {
  operationId: 'getApi',
  summary: 'This document',
  querystring: NoParameters,
  response: { 200: answer('An OpenAPI 3.0 document.', openApi, Type.Object({})), ...failures },
}

export const getApiPage = {
  operationId: 'getApiPage',
  summary: 'This document, for people',
  querystring: NoParameters,
  response: { 200: answer('A page.', html, Type.String()), ...failures },
}
