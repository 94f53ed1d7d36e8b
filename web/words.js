/** @import { words as english } from './words/en.js' */

const language = document.documentElement.lang === 'fr' ? 'fr' : 'en'
const locale = { en: 'en-GB', fr: 'fr-FR' }[language]

/** @type {{ words: typeof english }} */
export const { words } = await import(`./words/${language}.js`)

const plural = new Intl.PluralRules(locale)
const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
const minutes = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/**
 * A text with its gaps filled; of two forms the one that goes with the number `n`.
 *
 * @param {string | { one: string, other: string }} text
 * @param {Record<string, string | number>} values
 */
export function say(text, values = {}) {
  const form =
    typeof text === 'string' ? text : plural.select(Number(values.n)) === 'one' ? text.one : text.other
  return form.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const value = values[name]
    return typeof value === 'number' ? numbers.format(value) : (value ?? '')
  })
}

/** @param {number} value */
export function sayNumber(value) {
  return numbers.format(value)
}

/** @param {number} instant milliseconds since 1970 */
export function sayDay(instant) {
  return days.format(instant)
}

/** @param {number} instant */
export function sayMinute(instant) {
  return minutes.format(instant)
}

/**
 * Two instants to the second, in UTC, and without a day that has been said.
 *
 * @param {number} start
 * @param {number} end
 */
export function saySpan(start, end) {
  const [from, to] = [start, end].map((one) => new Date(one).toISOString().slice(0, 19).replace('T', ' '))
  if (from === to) return from
  return say(words.to, { from, to: from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to })
}
