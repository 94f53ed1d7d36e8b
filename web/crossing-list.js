import { element } from './element.js'
import { pageOf } from './list.js'
import { shapeOf } from './map/shape.js'
import { say, sayNumber, saySpan, words } from './words.js'

/** @import { Geometry, Shape } from './types.js' */
/**
 * @typedef {object} Crossover
 * @property {Geometry} geometry
 * @property {{ time_a: string, time_b: string, difference: number, collection_a: string, id_a: string,
 *   collection_b: string, id_b: string }} properties
 */
/** @typedef {{ features: Crossover[], links: { rel: string }[] }} Answer of a search for crossovers */
/** @typedef {{ draw(shapes: Shape[]): void, mark(shape: Shape | undefined): void }} Above the granules on the map */

/** What is predicted has no page. */
const predicted = /^predicted:/

/**
 * Crossovers as a list and on the map.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement} status
 * @param {Above} map
 */
export function crossingList(list, status, { draw, mark }) {
  /** @param {Crossover} crossover */
  const row = ({ geometry, properties }) => {
    const shape = shapeOf(geometry)
    const seen = (/** @type {'a' | 'b'} */ side) => {
      const granule = { collection: properties[`collection_${side}`], id: properties[`id_${side}`] }
      const time = Date.parse(properties[`time_${side}`])
      const name = predicted.test(granule.collection)
        ? granule.collection.replace(predicted, '')
        : element('a', { href: pageOf(granule) }, granule.id)
      return element('span', { class: 'time' }, saySpan(time, time), ' ', name)
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
    clear() {
      list.replaceChildren()
      draw([])
      status.textContent = ''
    },
    /** @param {Answer} answer */
    show({ features, links }) {
      list.append(...features.map(row))
      draw(features.map(({ geometry }) => shapeOf(geometry)))
      const n = features.length
      const more = links.some(({ rel }) => rel === 'next')
      status.textContent =
        n === 0 ? words.noCrossings : say(more ? words.crossingsMore : words.crossings, { n })
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
