import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { Store } from '../../catalog/store.ts'
import type { StacUrls } from './links.ts'

/** What every group of routes of the STAC API is built from. */
export interface StacContext {
  store: Store
  urlsOf: (request: FastifyRequest) => StacUrls
  /** The address that was asked for, as seen from outside. */
  addressOf: (request: FastifyRequest) => string
  /** What the server conforms to. */
  conformsTo: string[]
}

/** Fastify, with requests typed by their schemas. */
export type TypedApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
