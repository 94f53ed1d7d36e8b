import type { Granule } from '../../../catalog/granule.ts'
import type { StacUrls } from '../links.ts'
import { toItem } from './item.ts'

const written = new WeakMap<Granule, { base: string; text: string }>()

/** A granule as the JSON text of its STAC item, written once for as long as a store gives the same object. */
export function itemText(granule: Granule, urls: StacUrls): string {
  const before = written.get(granule)
  if (before?.base === urls.base) return before.text
  const text = JSON.stringify(toItem(granule, urls))
  written.set(granule, { base: urls.base, text })
  return text
}
