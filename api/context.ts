import type { FastifyRequest } from 'fastify'
import { InvalidQueryError } from '../catalog/errors.ts'
import type { Store } from '../catalog/store.ts'
import type { AccessKeys } from './access/keys.ts'
import type { MethodsAt } from './methods.ts'

/** What changes need: the keys that clients show, and the catalogue as it is kept (addresses of files not yet made links). */
export interface Writing {
  keys: AccessKeys
  store: Store
}

/** What every group of routes is built from. */
export interface ApiContext {
  store: Store
  /** Where `/` of this server is seen from outside, without a slash at the end. */
  baseUrl: (request: FastifyRequest) => string
  methodsAt: MethodsAt
  /** Absent where nothing may be changed. */
  writing?: Writing
}

const hostname = /^(?:[a-z\d._-]+|\[[a-f\d:.]+\])(?::\d+)?$/i

/**
 * The base of every link that an answer carries: the configured one, else what the client called the server. The
 * headers that proxies add are not believed (anyone can send them): behind a proxy the base has to be configured.
 */
export function baseUrlOf(configured: string | undefined): ApiContext['baseUrl'] {
  if (configured !== undefined) {
    const fixed = configured.replace(/\/+$/, '')
    return () => fixed
  }
  return (request) => {
    if (!hostname.test(request.host)) throw new InvalidQueryError('Host', 'the header names no host')
    return `${request.protocol}://${request.host}`
  }
}
