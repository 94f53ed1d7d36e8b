import { answer, failures, missing, refTo, refused } from '../description/answers.ts'
import { json } from '../links.ts'
import { CollectionPath, NoParameters } from '../schema.ts'
import { AggregateBody, AggregateParameters } from './parameters.ts'

const names = { 200: answer('Names.', json, refTo('Aggregations')), ...failures }
const counts = { 200: answer('The counts.', json, refTo('AggregationCollection')), ...failures }

export const getAggregations = {
  operationId: 'getAggregations',
  summary: 'What can be counted',
  querystring: NoParameters,
  response: names,
}

export const getCollectionAggregations = {
  operationId: 'getCollectionAggregations',
  summary: 'What can be counted in a collection',
  params: CollectionPath,
  querystring: NoParameters,
  response: { ...names, ...missing },
}

export const getAggregate = {
  operationId: 'getAggregate',
  summary: 'Count items',
  querystring: AggregateParameters,
  response: counts,
}

export const postAggregate = {
  operationId: 'postAggregate',
  summary: 'Count items',
  querystring: NoParameters,
  body: AggregateBody,
  response: { ...counts, ...refused },
}

export const getCollectionAggregate = {
  operationId: 'getCollectionAggregate',
  summary: 'Count items of a collection',
  params: CollectionPath,
  querystring: AggregateParameters,
  response: { ...counts, ...missing },
}

export const postCollectionAggregate = {
  operationId: 'postCollectionAggregate',
  summary: 'Count items of a collection',
  params: CollectionPath,
  querystring: NoParameters,
  body: AggregateBody,
  response: { ...counts, ...refused, ...missing },
}
