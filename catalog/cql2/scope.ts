import { InvalidQueryError } from '../errors.ts'
import type { Call, PropertyName } from './tree.ts'

/** Who asks: what properties are called there, and what the filter was sent as. */
export interface Scope {
  /** The catalogue's name of a property. */
  nameOf: (property: string) => string
  parameter: string
}

export function refuse({ parameter }: Scope, reason: string): never {
  throw new InvalidQueryError(parameter, reason)
}

export function refuseCall(scope: Scope, { call }: Call): never {
  return refuse(scope, `there is no function ${call}; casei and accenti are all that work on values`)
}

/** The name of a property with a value; the footprint has none that compares. */
export function nameIn(scope: Scope, property: PropertyName): string {
  if (isFootprint(property))
    refuse(scope, `${property.property} goes into spatial functions, as s_intersects`)
  return scope.nameOf(property.property)
}

export function isFootprint({ property }: PropertyName): boolean {
  return property === 'geometry' || property === 'footprint'
}

/** The whole time of a granule, where a temporal function asks for it. */
export function isTimeSpan({ property }: PropertyName): boolean {
  return /^(?:properties\.)?datetime$/.test(property)
}
