import { Type } from 'typebox'
import { languages } from '../../pages/language.ts'
import { answer, failures, refTo } from '../description/answers.ts'
import { html, json, openApi } from '../links.ts'
import { NoParameters, strictForm } from '../schema.ts'

const PageParameters = Type.Object(
  {
    lang: Type.Optional(
      Type.Unsafe<string>({
        type: 'string',
        enum: languages,
        description: 'Language of the page; without, what the client prefers.',
      }),
    ),
  },
  strictForm,
)

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

export const getApi = {
  operationId: 'getApi',
  summary: 'This document',
  querystring: NoParameters,
  response: { 200: answer('An OpenAPI 3.0 document.', openApi, Type.Object({})), ...failures },
}

export const getApiPage = {
  operationId: 'getApiPage',
  summary: 'This document, for people',
  querystring: PageParameters,
  response: { 200: answer('A page.', html, Type.String()), ...failures },
}
