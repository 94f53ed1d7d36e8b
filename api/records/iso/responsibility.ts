import type { Provider } from '../../../catalog/granule.ts'
import { codeOf, nest, onlineResource, textOf } from './elements.ts'

/** Roles of STAC by the code list CI_RoleCode. */
const codes = {
  licensor: 'rightsHolder',
  producer: 'originator',
  processor: 'processor',
  host: 'distributor',
} as const

/** A provider, once for each role. */
export function responsibilities(property: string, provider: Provider): string {
  const roles = provider.roles?.map((role) => codes[role]) ?? ['pointOfContact']
  return roles.map((role) => responsibility(property, provider, role)).join('\n')
}

/** @param role of the code list CI_RoleCode */
export function responsibility(property: string, { name, url }: Provider, role: string): string {
  const page =
    url === undefined
      ? ''
      : onlineResource('cit:onlineResource', {
          href: url,
          protocol: 'WWW:LINK',
          name,
          purpose: 'information',
        })
  return nest(
    `${property} cit:CI_Responsibility`,
    codeOf('cit:role', 'cit:CI_RoleCode', role),
    nest(
      'cit:party cit:CI_Organisation',
      textOf('cit:name', name),
      nest('cit:contactInfo cit:CI_Contact', page),
    ),
  )
}
