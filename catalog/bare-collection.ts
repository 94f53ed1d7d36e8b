import type { Collection } from './granule.ts'

/** The description of a collection of which nothing is known but its id. */
export function bareCollection(id: string): Collection {
  return { id, title: id, description: id, license: 'other', keywords: [], providers: [] }
}
