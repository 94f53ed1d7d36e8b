import type { Federation } from '../../federation/open.ts'
import type { ApiContext } from '../context.ts'

export interface FederationContext extends ApiContext {
  federation: Federation
}
