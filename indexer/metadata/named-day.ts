import type { Instant } from '../../catalog/granule.ts'
import type { FileAttributes } from './attributes.ts'
import type { Coverage } from './coverage.ts'

const dayMs = 86_400_000

/** Days of something else than the measurements. */
const otherWord = /creat|process|produc|receiv|launch|start|end|first|last|begin|stop/

/**
 * The day of a file that tells it as a year and a day of the year, or as a year, a month and a day, in attributes apart
 * (`GranuleYear`, `GranuleDayOfYear`). Their names are of all sorts, so they only count for a day that the name of the file has too.
 * @param days midnights of the dates in that name
 */
export function readNamedDay(attributes: FileAttributes, days: readonly Instant[]): Coverage {
  if (days.length === 0) return {}
  const [years, months, ordinals, daysOfMonth] = [/year$/, /month$/, /(dayofyear|yearday|doy)$/, /day$/].map(
    (word) => numbersNamed(attributes, word),
  )
  for (const [year, yearName] of years!) {
    const told = [
      ...ordinals!.map(([day, name]) => ({ midnight: Date.UTC(year, 0, day), names: [yearName, name] })),
      ...months!.flatMap(([month, monthName]) =>
        daysOfMonth!.map(([day, name]) => ({
          midnight: Date.UTC(year, month - 1, day),
          names: [yearName, monthName, name],
        })),
      ),
    ].find(({ midnight }) => days.includes(midnight))
    if (told === undefined) continue
    const source = `attributes ${told.names.join(', ')} and the name of the file`
    return {
      start: { instant: told.midnight, source },
      end: { instant: told.midnight + dayMs - 1, source },
    }
  }
  return {}
}

function numbersNamed(attributes: FileAttributes, word: RegExp): [value: number, name: string][] {
  const found: [number, string][] = []
  for (const [key, { name, value }] of attributes.all()) {
    const number =
      word.test(key) && !otherWord.test(key) ? Number(Array.isArray(value) ? value[0] : value) : Number.NaN
    if (Number.isInteger(number)) found.push([number, name])
  }
  return found
}
