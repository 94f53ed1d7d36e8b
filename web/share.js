import { texts } from './copy/texts.js'
import { find } from './element.js'
import { areaParameters, readArea } from './search/area.js'
import { conditionOf } from './search/condition.js'
import { toQuery } from './search/query.js'
import { say, words } from './words.js'

/** @import { Queryable } from './types.js' */
/** @import { State } from './state.js' */

/**
 * Offers what was asked for as texts for other programs, and what was found as files.
 *
 * @param {() => { state: State, selection: Record<string, unknown>, queryables: Record<string, Queryable> }} asked
 * @returns {(selection: Record<string, unknown>) => void} makes the downloads those of a search
 */
export function offerShares(asked) {
  const shown = find('#copied')
  const base = new URL('.', location.href).href.replace(/\/$/, '')

  /** @param {string} kind */
  const textOf = (kind) => {
    if (kind === 'link') return location.href
    const { state, selection, queryables } = asked()
    const area = readArea(state.area)
    const day = state.day
    const nameOf = (/** @type {string} */ field) => queryables[field]?.['oceanid:property'] ?? field
    return texts[kind]({
      base,
      selection,
      collections: state.collections,
      area,
      areaParameters: area ? areaParameters(area) : {},
      start: day || state.start,
      end: day || state.end,
      condition: conditionOf(state.filters, queryables, state.where, nameOf),
    })
  }

  for (const button of document.querySelectorAll('[data-copy]')) {
    const label = button.textContent
    button.addEventListener('click', async () => {
      const text = textOf(/** @type {HTMLElement} */ (button).dataset.copy ?? '')
      shown.textContent = text
      shown.hidden = false
      // Without leave to write there, or over plain HTTP, the text stands there to be taken.
      await navigator.clipboard?.writeText(text).then(
        () => flash(button, say(words.copied), label ?? ''),
        () => {},
      )
    })
  }

  return (selection) => {
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll('[data-form]')
    for (const link of links) {
      link.href = `stac/search?${toQuery({ ...selection, f: link.dataset.form })}`
    }
  }
}

/**
 * @param {Element} button
 * @param {string} text
 * @param {string} after
 */
function flash(button, text, after) {
  button.textContent = text
  setTimeout(() => {
    button.textContent = after
  }, 1500)
}
