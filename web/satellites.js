import { crossingList } from './crossing-list.js'
import { element, find } from './element.js'
import { shapeOf } from './map/shape.js'
import { comingPeriod } from './predictions.js'
import { ask, messageOf } from './service.js'
import { say, words } from './words.js'

/** @import { Above } from './crossing-list.js' */
/** @import { Collection } from './search/collections.js' */
/** @import { Satellites, State } from './state.js' */
/** @import { Geometry, Shape } from './types.js' */

/** Days after the first, as the server tells tracks and crossovers at once. */
const mostDays = { tracks: 30, crossovers: 7 }
const mostShown = 500

/**
 * The coming tracks of satellites whose two-line elements are pasted, and what they will cross.
 *
 * @param {Collection[]} collections
 * @param {Above & { change(satellites: Satellites | undefined): void, drawTracks(shapes: Shape[]): void }} map
 */
export function satellitePart(collections, { change, drawTracks, draw, mark }) {
  const form = /** @type {HTMLFormElement} */ (find('#satellites'))
  const status = find('#satellite-status')
  const crossingStatus = find('#meeting-status')
  const list = crossingList(find('#meetings'), crossingStatus, { draw, mark })
  const control = (/** @type {string} */ name) =>
    /** @type {HTMLTextAreaElement | HTMLSelectElement} */ (form.elements.namedItem(name))
  control('versus').append(...collections.map(({ id, title }) => element('option', { value: id }, title)))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const [tle, versus, window] = ['tle', 'versus', 'window'].map((name) => control(name).value)
    change(tle.trim() === '' ? undefined : { tle, versus, window })
  })
  form.addEventListener('reset', () => change(undefined))
  let running = new AbortController()

  /**
   * @param {string} id
   * @param {number} from when it is asked about
   */
  const partner = (id, from) => {
    const known = collections.find((one) => one.id === id)
    return known && known.end <= from ? `predicted:${id}` : id
  }

  return {
    /**
     * @param {State} state
     * @param {Record<string, unknown>} selection of which area counts
     */
    async show({ satellites, start, end }, { bbox, intersects }) {
      running.abort()
      list.clear()
      drawTracks([])
      status.textContent = ''
      if (!satellites) return
      Object.assign(find('#crossovers'), { open: true })
      Object.assign(find('#satellite-part'), { open: true })
      const { tle, versus, window } = satellites
      for (const [name, value] of Object.entries({ tle, versus, window })) control(name).value = value
      running = new AbortController()
      const { signal } = running
      const period = (/** @type {number} */ most) => comingPeriod(start, end, { otherwise: Date.now(), most })
      status.textContent = words.searching
      try {
        const datetime = period(mostDays.tracks)
        const { features } = await ask('stac/predictions', { body: { tle, datetime }, signal })
        drawTracks(features.map((/** @type {{ geometry: Geometry }} */ { geometry }) => shapeOf(geometry)))
        status.textContent = say(words.predicted, { n: features.length })
      } catch (error) {
        if (!signal.aborted) status.textContent = say(words.noPredictions, { reason: messageOf(error) })
        return
      }
      if (versus === '' || signal.aborted) return
      crossingStatus.textContent = words.searching
      try {
        const datetime = period(mostDays.crossovers)
        const from = Date.parse(datetime.split('/')[0])
        const crossing = { versus: [partner(versus, from)], window, limit: mostShown }
        const body = { tle, datetime, bbox, intersects, ...crossing }
        list.show(await ask('stac/predictions/crossovers', { body, signal }))
      } catch (error) {
        if (!signal.aborted) crossingStatus.textContent = say(words.failed, { reason: messageOf(error) })
      }
    },
  }
}
