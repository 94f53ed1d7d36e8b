import { answer, failures, refTo, refused } from '../description/answers.ts'
import { geoJson } from '../links.ts'
import { NoParameters } from '../schema.ts'
import { SearchBody, SearchParameters } from './parameters.ts'

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
