import { readColours, seriesLength } from './colours.js'
import { drawGround, loadCoasts, traceEarth } from './ground.js'
import { shapesAt } from './hit.js'
import { drawShapes } from './layers.js'
import { looks } from './looks.js'
import { turnBy } from './turn.js'
import { beginnings, nearTurn, unproject, within, zoomBy } from './view.js'

/** @import { Granule, Position, Shape, View, ViewKind } from '../types.js' */
/** @typedef {keyof typeof looks} Look */
/** @typedef {{ rested(view: View): void, pointed(found: Granule[], at: [number, number]): void,
 *   chosen(found: Granule[]): void }} MapListener */

/** Milliseconds without a movement after which the map is drawn finely. */
const restAfter = 160
const degrees = 180 / Math.PI

/** The Earth on canvases that lie over each other: ground, granules, and what is marked. */
export class EarthMap {
  /** @type {Granule[]} */
  #granules = []
  /** What lies over the granules, the later above the earlier. @type {Map<string, { look: Look, shapes: Shape[] }>} */
  #overlays = new Map()
  /** @type {View} */
  #view
  #moving = false
  #dirty = { below: true, above: true }
  #frame = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting

  /**
   * @param {HTMLElement} element holds three canvases
   * @param {{ coasts: Record<'coarse' | 'fine', string>, seriesOf(collection: string): number, mayTurn(): boolean }} options
   * @param {MapListener} listener
   */
  constructor(element, options, listener) {
    this.element = element
    this.options = options
    this.listener = listener
    this.layers = [...element.querySelectorAll('canvas')]
    this.contexts = this.layers.map(
      (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')),
    )
    this.colours = readColours(element)
    this.#view = { kind: 'globe', ...beginnings.globe, width: 0, height: 0 }
    turnBy(element, {
      view: () => this.#view,
      change: (view) => this.#turn(view),
      rest: () => this.#rest(),
      click: (x, y) => this.listener.chosen(this.granulesAt(x, y)),
      mayTurn: options.mayTurn,
    })
    this.#followPointer()
    new ResizeObserver(() => this.#resize()).observe(element)
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.colours = readColours(element)
      this.#draw()
    })
    this.#resize()
  }

  get view() {
    return this.#view
  }

  /** @param {Partial<View>} change */
  show(change) {
    this.#view = within({ ...this.#view, ...change })
    this.#draw()
  }

  /** @param {ViewKind} kind */
  showKind(kind) {
    const { lon, lat } = this.#view
    const beginning = beginnings[kind]
    this.show({ ...beginning, kind, lon, lat: kind === 'globe' ? lat : beginning.lat })
    this.listener.rested(this.#view)
  }

  /** @param {number} factor */
  zoom(factor) {
    this.show(zoomBy(this.#view, factor))
    this.listener.rested(this.#view)
  }

  /**
   * Brings a shape to the middle, by a way of so many milliseconds.
   *
   * @param {Shape} shape
   * @param {number} duration
   */
  goTo({ middle: [x, y, z], radius }, duration) {
    const from = this.#view
    const [lon, lat] = [Math.atan2(y, x) * degrees, Math.asin(z) * degrees]
    const zoom = Math.max(1, Math.min(8, 0.7 / Math.max(radius, 0.01)))
    const began = performance.now()
    const step = (/** @type {number} */ now) => {
      const share = duration === 0 ? 1 : Math.min(1, (now - began) / duration)
      const eased = share * share * (3 - 2 * share)
      const between = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * eased
      this.#turn(
        within({
          ...from,
          lon: from.lon + nearTurn(lon - from.lon) * eased,
          lat: between(from.lat, lat),
          zoom: from.zoom * (zoom / from.zoom) ** eased,
        }),
      )
      if (share < 1) requestAnimationFrame(step)
      else this.#rest()
    }
    requestAnimationFrame(step)
  }

  /** @param {Granule[]} granules */
  setGranules(granules) {
    this.#granules = granules
    this.#draw()
  }

  /**
   * Draws shapes over the granules, in place of those of the same name.
   *
   * @param {string} name
   * @param {Look} look
   * @param {Shape[]} shapes none takes them away
   */
  overlay(name, look, shapes) {
    this.#overlays.delete(name)
    if (shapes.length > 0) this.#overlays.set(name, { look, shapes })
    this.#drawAbove()
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {Position | undefined}
   */
  placeAt(x, y) {
    return unproject(this.#view, x, y)
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  granulesAt(x, y) {
    const place = this.placeAt(x, y)
    return place ? shapesAt(this.#view, place, this.#granules) : []
  }

  #followPointer() {
    let waiting = false
    this.element.addEventListener('pointermove', ({ clientX, clientY, buttons, pointerType }) => {
      if (buttons !== 0 || pointerType === 'touch' || waiting || !this.options.mayTurn()) return
      waiting = true
      requestAnimationFrame(() => {
        waiting = false
        const { left, top } = this.element.getBoundingClientRect()
        const at = /** @type {[number, number]} */ ([clientX - left, clientY - top])
        this.listener.pointed(this.granulesAt(...at), at)
      })
    })
    this.element.addEventListener('pointerleave', () => this.listener.pointed([], [0, 0]))
  }

  /** @param {View} view */
  #turn(view) {
    this.#view = view
    this.#moving = true
    this.#draw()
  }

  #rest() {
    clearTimeout(this.#resting)
    this.#resting = setTimeout(() => {
      this.#moving = false
      this.#draw()
      this.listener.rested(this.#view)
    }, restAfter)
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.element
    const ratio = Math.min(2, devicePixelRatio)
    for (const canvas of this.layers) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(height * ratio)
    }
    for (const context of this.contexts) context.setTransform(ratio, 0, 0, ratio, 0, 0)
    this.#view = within({ ...this.#view, width, height })
    this.#draw()
  }

  #draw() {
    this.#dirty.below = true
    this.#drawAbove()
  }

  #drawAbove() {
    this.#dirty.above = true
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint())
  }

  #paint() {
    this.#frame = 0
    const [ground, middle, above] = this.contexts
    const { width, height } = this.#view
    const moving = this.#moving
    if (this.#dirty.below) {
      loadCoasts(this.#view, this.options.coasts)?.then(() => this.#draw(), console.error)
      for (const context of [ground, middle]) context.clearRect(0, 0, width, height)
      drawGround(ground, this.#view, this.colours, moving)
      this.#onEarth(middle, () => {
        const style = { ...strengthOf(this.#granules.length), width: 1.1 }
        for (const [series, shapes] of this.#bySeries()) {
          const stroke = this.colours.series[series]
          drawShapes(middle, this.#view, shapes, { ...style, stroke }, moving)
        }
      })
    }
    if (this.#dirty.above) {
      above.clearRect(0, 0, width, height)
      this.#onEarth(above, () => {
        for (const { look, shapes } of this.#overlays.values()) {
          drawShapes(above, this.#view, shapes, looks[look](this.colours))
        }
      })
    }
    this.#dirty = { below: false, above: false }
  }

  /**
   * Draws on the flat map alone and not on the next turn beside it; elsewhere the horizon ends all drawing.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {() => void} draw
   */
  #onEarth(context, draw) {
    context.save()
    if (this.#view.kind === 'plane') {
      traceEarth(context, this.#view)
      context.clip()
    }
    draw()
    context.restore()
  }

  #bySeries() {
    /** @type {Map<number, Shape[]>} */
    const found = new Map()
    for (const { item, shape } of this.#granules) {
      const series = this.options.seriesOf(item.collection) % seriesLength
      const shapes = found.get(series) ?? []
      if (shapes.length === 0) found.set(series, shapes)
      shapes.push(shape)
    }
    return found
  }
}

/**
 * Fainter where there are many, so that what lies beneath stays visible.
 *
 * @param {number} shapes
 */
function strengthOf(shapes) {
  return {
    fill: Math.max(0.03, Math.min(0.16, 3 / Math.max(1, shapes))),
    line: Math.max(0.45, Math.min(1, Math.sqrt(60 / Math.max(1, shapes)))),
  }
}
