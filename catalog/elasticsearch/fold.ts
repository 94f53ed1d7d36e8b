import { withoutAccents, withoutCase } from '../like.ts'
import { encodeName } from './filter.ts'

/** Characters of a keyword that are indexed (`ignore_above` of the mapping). */
const longest = 8191

/** What stands for a text that is too long folded: whoever asks for any text has to consider it. */
export const tooLong = ''

/**
 * A text without everything that `casei` and `accenti` overlook: two texts that either of them, or both one after the other,
 * make equal are equal folded. More are: whoever asks by this decides on what he gets. It goes character by character, so a
 * part of a text folds to a part of the folded text.
 */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  // Twice, since a change of case may bring marks.
  return foldOnce(foldOnce(text))
}

/** Iotas go too: that below a letter is a mark, and a letter when its case changes. */
function foldOnce(text: string): string {
  return withoutCase(withoutAccents(text))
    .normalize('NFD')
    .replace(/[\p{Mn}ι]/gu, '')
}

const plain = /^[ -~]*$/

/** The field in which folded strings of a property are indexed. The id of a granule stands with them. */
export function foldedField(property: string): string {
  return `folded.${encodeName(property)}`
}

export function foldedValue(value: string | string[]): string | string[] {
  if (Array.isArray(value)) return value.map((one) => foldedValue(one) as string)
  const folded = fold(value)
  return folded.length > longest ? tooLong : folded
}
