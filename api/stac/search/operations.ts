import { failures, itemsAnswer, refused } from '../description/answers.ts'
import { NoParameters } from '../schema.ts'
import { SearchBody, SearchParameters } from './parameters.ts'

export const getSearch = {
  operationId: 'getSearch',
  summary: 'Search items',
  querystring: SearchParameters,
  response: { 200: itemsAnswer, ...failures },
}

export const postSearch = {
  operationId: 'postSearch',
  summary: 'Search items',
  querystring: NoParameters,
  body: SearchBody,
  response: { 200: itemsAnswer, ...refused, ...failures },
}
