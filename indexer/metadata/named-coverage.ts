import type { NamedFile } from '../../catalog/description/file-pattern.ts'
import type { Coverage } from './coverage.ts'

/** Where values come from that a pattern of the collection reads. */
export const nameSource = 'the name of the file'

/**
 * When a file starts and ends by its name. A name that gives no end stands for the day or the hour that it names; one
 * that names a second alone gives it for both.
 */
export function coverageByName(named: NamedFile | undefined): Coverage {
  const { start, end } = named ?? {}
  if (start === undefined) return end === undefined ? {} : { end: { instant: end.last, source: nameSource } }
  const first = { instant: start.first, source: nameSource }
  const last = end?.last ?? start.last
  return { start: first, end: last === start.first ? first : { instant: last, source: nameSource } }
}
