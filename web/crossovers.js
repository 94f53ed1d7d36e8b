import { crossingList } from './crossing-list.js'
import { element, find } from './element.js'
import { ask, messageOf } from './service.js'
import { say, words } from './words.js'

/** @import { Above } from './crossing-list.js' */
/** @import { Collection } from './search/collections.js' */
/** @import { Crossing } from './state.js' */

const mostShown = 500

/**
 * Where and when two collections see the same place, as a list and on the map.
 *
 * @param {Collection[]} collections
 * @param {Above & { change(crossing: Crossing | undefined): void }} map
 */
export function crossoverPart(collections, { change, draw, mark }) {
  const part = /** @type {HTMLDetailsElement} */ (find('#crossovers'))
  const form = /** @type {HTMLFormElement} */ (find('#crossing'))
  const status = find('#crossing-status')
  const list = crossingList(find('#crossings'), status, { draw, mark })
  const control = (/** @type {string} */ name) =>
    /** @type {HTMLSelectElement} */ (form.elements.namedItem(name))
  for (const name of ['a', 'b']) {
    control(name).append(...collections.map(({ id, title }) => element('option', { value: id }, title)))
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    change({ a: control('a').value, b: control('b').value, window: control('window').value })
  })
  form.addEventListener('reset', () => change(undefined))
  let running = new AbortController()

  return {
    /**
     * @param {Crossing | undefined} crossing
     * @param {Record<string, unknown>} selection of which area and period count
     */
    async show(crossing, { bbox, intersects, datetime }) {
      running.abort()
      list.clear()
      if (!crossing) return
      part.open = true
      const { a, b, window } = crossing
      Object.assign(control('a'), { value: a })
      Object.assign(control('b'), { value: b })
      Object.assign(control('window'), { value: window })
      running = new AbortController()
      const { signal } = running
      status.textContent = words.searching
      const pair = { collections: [a], ...(a !== b && { versus: [b] }), window, limit: mostShown }
      try {
        const body = { ...pair, bbox, intersects, datetime }
        list.show(await ask('stac/crossovers', { body, signal }))
      } catch (error) {
        if (!signal.aborted) status.textContent = say(words.failed, { reason: messageOf(error) })
      }
    },
  }
}
