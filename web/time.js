/** Days and the widths of bars over time, in UTC. */

export const dayLength = 86_400_000

/** @typedef {'hour' | 'day' | 'month' | 'year'} Unit */

/**
 * The bars that a span is drawn in: some hundreds at most.
 *
 * @param {number} start
 * @param {number} end
 * @returns {Unit}
 */
export function unitFor(start, end) {
  const days = (end - start) / dayLength
  if (days <= 8) return 'hour'
  if (days <= 400) return 'day'
  return days <= 40 * 366 ? 'month' : 'year'
}

/**
 * The beginning of the unit that holds an instant.
 *
 * @param {number} instant
 * @param {Unit} unit
 */
export function beginningOf(instant, unit) {
  const date = new Date(instant)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  if (unit === 'year') return Date.UTC(year, 0)
  if (unit === 'month') return Date.UTC(year, month)
  const width = unit === 'day' ? dayLength : dayLength / 24
  return Math.floor(instant / width) * width
}

/**
 * The beginning of the unit after the one that begins then.
 *
 * @param {number} beginning
 * @param {Unit} unit
 */
export function nextOf(beginning, unit) {
  const date = new Date(beginning)
  if (unit === 'year') return Date.UTC(date.getUTCFullYear() + 1, 0)
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
  return beginning + (unit === 'day' ? dayLength : dayLength / 24)
}

/** @param {number} instant */
export function dayText(instant) {
  return new Date(instant).toISOString().slice(0, 10)
}

/**
 * What the time line spans: all that the collections have, or, where a period is short beside that, its surroundings.
 *
 * @param {{ start: number, end: number }[]} collections
 * @param {string} start a day, or empty
 * @param {string} end
 * @returns {{ start: number, end: number } | undefined} whole days
 */
export function spanOf(collections, start, end) {
  const known = collections.filter((one) => !Number.isNaN(one.start))
  const asked = [start, end].filter((day) => day !== '').map((day) => Date.parse(day))
  const starts = [...known.map((one) => one.start), ...asked]
  const ends = [...known.map((one) => one.end), ...asked]
  if (starts.length === 0) return undefined
  const all = {
    start: beginningOf(Math.min(...starts), 'day'),
    end: beginningOf(Math.max(...ends), 'day') + dayLength,
  }
  if (asked.length < 2) return all
  const length = asked[1] + dayLength - asked[0]
  if (length * 10 > all.end - all.start) return all
  return {
    start: Math.max(all.start, asked[0] - 2 * length),
    end: Math.min(all.end, asked[1] + dayLength + 2 * length),
  }
}
