import type { Granule } from '../../../catalog/granule.ts'
import { anchor } from '../markup.ts'
import type { Reader } from '../reader.ts'

/** Hours by which what else saw the same places may differ. */
const windows = [1, 3, 12]

/** To the crossovers of a granule within some hours. */
export function windowLinks(granule: Granule, { words, urls, formats }: Reader, shown?: number): string {
  const address = urls.crossovers(granule)
  const links = windows.map((hours) =>
    anchor(
      `${address}${address.includes('?') ? '&' : '?'}hours=${hours}`,
      words.granules.within(formats.number(hours), hours === 1),
      { 'aria-current': hours === shown ? 'page' : undefined },
    ),
  )
  return `<p class="actions">${links.join(' ')}</p>`
}
