import { bareCollection } from '../bare-collection.ts'
import type { Collection, LinkTemplate } from '../granule.ts'
import type { Description } from './schema.ts'

/** A description as the catalogue takes it: what may be one or several is a list, what must be there is. */
export function completeDescription(description: Description): Collection {
  const { platform, instrument, href, quicklook, ...rest } = description
  return {
    ...bareCollection(rest.id),
    ...rest,
    description: rest.description ?? rest.title ?? rest.id,
    ...(platform !== undefined && { platform: listOf(platform) }),
    ...(instrument !== undefined && { instrument: listOf(instrument) }),
    ...(href !== undefined && { href: listOf(href).map(asTemplate) }),
    ...(quicklook !== undefined && { quicklook: asTemplate(quicklook) }),
  }
}

/** What may be written as one or several. */
export function listOf<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function asTemplate(link: string | LinkTemplate): LinkTemplate {
  return typeof link === 'string' ? { href: link } : link
}
