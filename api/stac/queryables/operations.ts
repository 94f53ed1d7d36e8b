import { answer, failures, missing, refTo } from '../description/answers.ts'
import { schemaJson } from '../links.ts'
import { CollectionPath, NoParameters } from '../schema.ts'

const fields = (description: string) => answer(description, schemaJson, refTo('Fields'))

const ofEverything = (operationId: string, summary: string) => ({
  operationId,
  summary,
  querystring: NoParameters,
  response: { 200: fields('A JSON schema, a property a field.'), ...failures },
})

const ofCollection = (operationId: string, summary: string) => ({
  ...ofEverything(operationId, summary),
  params: CollectionPath,
  response: { 200: fields('A JSON schema, a property a field.'), ...missing, ...failures },
})

export const getQueryables = ofEverything('getQueryables', 'What items can be filtered by')
export const getSortables = ofEverything('getSortables', 'What items can be sorted by')

export const getCollectionQueryables = ofCollection(
  'getCollectionQueryables',
  'What items of a collection can be filtered by',
)
export const getCollectionSortables = ofCollection(
  'getCollectionSortables',
  'What items of a collection can be sorted by',
)

export const getQueryablesOfCollections = ofEverything(
  'getQueryablesOfCollections',
  'What collections can be filtered by',
)
