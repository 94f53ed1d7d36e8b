import { element, find } from './element.js'
import { pageOf } from './list.js'
import { shapeOf } from './map/shape.js'
import { ask } from './service.js'
import { say, sayNumber, saySpan, words } from './words.js'

/** @import { Collection } from './search/collections.js' */
/** @import { Crossing } from './state.js' */
/** @import { Geometry, Shape } from './types.js' */
/**
 * @typedef {object} Crossover
 * @property {Geometry} geometry
 * @property {{ time_a: string, time_b: string, difference: number, collection_a: string, id_a: string,
 *   collection_b: string, id_b: string }} properties
 */

const mostShown = 500

/**
 * Where and when two collections see the same place, as a list and on the map.
 *
 * @param {Collection[]} collections
 * @param {{ change(crossing: Crossing | undefined): void, draw(shapes: Shape[]): void, mark(shape: Shape | undefined): void }} map
 */
export function crossoverPart(collections, { change, draw, mark }) {
  const part = /** @type {HTMLDetailsElement} */ (find('#crossovers'))
  const form = /** @type {HTMLFormElement} */ (find('#crossing'))
  const status = find('#crossing-status')
  const list = find('#crossings')
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

  /** @param {Crossover} crossover */
  const row = ({ geometry, properties }) => {
    const shape = shapeOf(geometry)
    const seen = (/** @type {'a' | 'b'} */ side) => {
      const granule = { collection: properties[`collection_${side}`], id: properties[`id_${side}`] }
      const time = Date.parse(properties[`time_${side}`])
      return element(
        'span',
        { class: 'time' },
        saySpan(time, time),
        ' ',
        element('a', { href: pageOf(granule) }, granule.id),
      )
    }
    return element(
      'li',
      {
        onpointerenter: () => mark(shape),
        onpointerleave: () => mark(undefined),
        onfocusin: () => mark(shape),
        onfocusout: () => mark(undefined),
      },
      seen('a'),
      seen('b'),
      element('span', { class: 'facts' }, apart(properties.difference)),
    )
  }

  return {
    /**
     * @param {Crossing | undefined} crossing
     * @param {Record<string, unknown>} selection of which area and period count
     */
    async show(crossing, { bbox, intersects, datetime }) {
      running.abort()
      list.replaceChildren()
      draw([])
      status.textContent = ''
      if (!crossing) return
      part.open = true
      const { a, b, window } = crossing
      Object.assign(control('a'), { value: a })
      Object.assign(control('b'), { value: b })
      Object.assign(control('window'), { value: window })
      running = new AbortController()
      const { signal } = running
      status.textContent = words.searching
      const where = { ...(bbox !== undefined && { bbox }), ...(intersects !== undefined && { intersects }) }
      const pair = { collections: [a], ...(a !== b && { versus: [b] }), window, limit: mostShown }
      try {
        const body = { ...pair, ...where, ...(datetime !== undefined && { datetime }) }
        const answer = await ask('stac/crossovers', { body, signal })
        /** @type {Crossover[]} */
        const found = answer.features
        const more = answer.links.some((/** @type {{ rel: string }} */ { rel }) => rel === 'next')
        list.append(...found.map(row))
        draw(found.map(({ geometry }) => shapeOf(geometry)))
        const n = found.length
        status.textContent =
          n === 0 ? words.noCrossings : say(more ? words.crossingsMore : words.crossings, { n })
      } catch (error) {
        if (!signal.aborted) status.textContent = say(words.failed, { reason: messageOf(error) })
      }
    },
  }
}

/** @param {number} seconds */
function apart(seconds) {
  const [value, text] =
    Math.abs(seconds) < 120
      ? [seconds, words.seconds]
      : Math.abs(seconds) < 7200
        ? [seconds / 60, words.minutes]
        : [seconds / 3600, words.hours]
  return say(text, { n: sayNumber(Math.round(Math.abs(value) * 10) / 10) })
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error)
}
