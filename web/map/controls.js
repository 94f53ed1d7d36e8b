import { find } from '../element.js'
import { words } from '../words.js'
import { drawAreas } from './draw-area.js'
import { EarthMap } from './map.js'
import { shapeOf } from './shape.js'
import { isSeen } from './view.js'

/** @import { Session } from '../session.js' */
/** @import { Granule, Shape, View, ViewKind } from '../types.js' */
/** @import { Look } from './map.js' */
/** @import { Tool } from './draw-area.js' */
/** @typedef {{ seriesOf(collection: string): number, pointed(found: Granule[], at: [number, number]): void,
 *   chosen(found: Granule[]): void }} Host */

/** Milliseconds that a way across the map takes. */
const flight = 600
const zoomStep = 1.6

/**
 * The map with its buttons, tied to the state.
 *
 * @param {Session} session
 * @param {Host} host
 */
export function bindMap(session, { seriesOf, pointed, chosen }) {
  const element = find('#map')
  const { coarse = '', fine = '' } = element.dataset
  /** @type {NodeListOf<HTMLInputElement>} */
  const kinds = document.querySelectorAll('[name=view]')
  /** @type {NodeListOf<HTMLButtonElement>} */
  const tools = document.querySelectorAll('[data-draw]')
  const help = find('#drawing-help')
  const tipElement = find('#tip')

  const keep = (/** @type {View} */ { kind: view, lon, lat, zoom }) =>
    session.change({ view, lon, lat, zoom })
  const map = new EarthMap(
    element,
    { coasts: { coarse, fine }, seriesOf, mayTurn: () => !drawing.isDrawing() },
    { rested: keep, pointed, chosen },
  )
  const drawing = drawAreas(element, {
    placeAt: (x, y) => map.placeAt(x, y),
    sketch: (geometry) => map.overlay('sketch', 'sketch', geometry ? [shapeOf(geometry)] : []),
    done: (area) => session.change({ area }, true),
    ended() {
      for (const tool of tools) tool.setAttribute('aria-pressed', 'false')
      help.textContent = ''
      element.classList.remove('drawing')
    },
  })

  for (const button of tools) {
    button.addEventListener('click', () => {
      const again = button.getAttribute('aria-pressed') === 'true'
      const tool = /** @type {Tool} */ (button.dataset.draw)
      drawing.choose(again ? undefined : tool)
      if (again) return
      button.setAttribute('aria-pressed', 'true')
      help.textContent = words.drawing[tool]
      element.classList.add('drawing')
    })
  }
  for (const input of kinds) {
    input.addEventListener('change', () => map.showKind(/** @type {ViewKind} */ (input.value)))
  }
  find('#nearer').addEventListener('click', () => map.zoom(zoomStep))
  find('#farther').addEventListener('click', () => map.zoom(1 / zoomStep))

  const show = () => {
    const { view: kind, lon, lat, zoom } = session.state
    for (const input of kinds) input.checked = input.value === kind
    const now = map.view
    if (now.kind !== kind || now.lon !== lon || now.lat !== lat || now.zoom !== zoom)
      map.show({ kind, lon, lat, zoom })
  }
  session.onChange(show)
  show()

  const goTo = (/** @type {Shape} */ shape) =>
    map.goTo(shape, matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : flight)

  return {
    setGranules: (/** @type {Granule[]} */ granules) => map.setGranules(granules),
    /**
     * @param {string} name
     * @param {Look} look
     * @param {Shape[]} shapes
     */
    overlay: (name, look, shapes) => map.overlay(name, look, shapes),
    /** Brings a shape to the middle. @param {Shape} shape */
    goTo,
    /** The same, unless its middle is seen already. @param {Shape} shape */
    bringIntoSight: (shape) => (isSeen(map.view, shape.middle) ? undefined : goTo(shape)),
    /**
     * @param {string} text empty for none
     * @param {[number, number]} [at]
     */
    tip(text, at = [0, 0]) {
      tipElement.hidden = text === ''
      tipElement.textContent = text
      const left = Math.max(8, Math.min(at[0] + 14, element.clientWidth - tipElement.offsetWidth - 8))
      tipElement.style.left = `${left}px`
      tipElement.style.top = `${at[1] + 18}px`
    },
  }
}
