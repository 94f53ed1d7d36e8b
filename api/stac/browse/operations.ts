import { Type } from 'typebox'
import { answer, failures, missing, refTo } from '../description/answers.ts'
import { json } from '../links.ts'
import { CollectionPath, NoParameters } from '../schema.ts'

const catalog = { 200: answer('A catalogue of links.', json, refTo('Catalog')), ...missing, ...failures }

export const getTimes = {
  operationId: 'getTimes',
  summary: 'Years in which items of a collection start',
  params: CollectionPath,
  querystring: NoParameters,
  response: catalog,
}

export const getPeriod = {
  operationId: 'getPeriod',
  summary: 'Months of a year, days of a month, or items of a day',
  params: Type.Object({
    ...CollectionPath.properties,
    period: Type.String({
      pattern: '^\\d{4}(-\\d{2}){0,2}$',
      description: 'Year, month or day: 2018, 2018-08, 2018-08-05.',
    }),
  }),
  querystring: NoParameters,
  response: catalog,
}
