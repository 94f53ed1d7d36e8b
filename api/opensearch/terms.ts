import type { Collection } from '../../catalog/granule.ts'

/** Words and, in double quotes, phrases; in lower case. */
export function readTerms(text: string): string[] {
  return [...text.toLowerCase().matchAll(/"([^"]*)"?|[^\s"]+/g)]
    .map(([word, phrase]) => (phrase ?? word).trim().replaceAll(/\s+/g, ' '))
    .filter((term) => term !== '')
}

/** Whether each of the terms occurs somewhere in the description. */
export function matchTerms(
  { id, title, description, keywords, providers }: Collection,
  terms: string[],
): boolean {
  const text = [id, title, description, ...keywords, ...providers.map(({ name }) => name)]
    .join('\n')
    .toLowerCase()
  return terms.every((term) => text.includes(term))
}
