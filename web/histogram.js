import { element, find } from './element.js'
import { beginningOf, dayLength, dayText, nextOf, unitFor } from './time.js'
import { say, sayDay, sayMinute, sayNumber, words } from './words.js'

/** @typedef {{ start: number, end: number }} Span */
/** @typedef {{ key: string, frequency: number }} Bucket */

const height = 56
const width = 1000
const svg = 'http://www.w3.org/2000/svg'

/** Granules over time, of which a part can be brushed. */
export class Histogram {
  #element = find('#histogram')
  /** @type {Span | undefined} */
  #span

  /** @param {(start: string, end: string) => void} brushed with whole days */
  constructor(brushed) {
    /** @type {number | undefined} */
    let from
    const bars = this.#element
    bars.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || !this.#span) return
      from = this.#instantAt(event)
      bars.setPointerCapture(event.pointerId)
    })
    bars.addEventListener('pointermove', (event) => {
      if (from !== undefined) this.showBrush(...this.#days(from, this.#instantAt(event)))
    })
    bars.addEventListener('pointerup', (event) => {
      if (from === undefined) return
      const days = this.#days(from, this.#instantAt(event))
      from = undefined
      brushed(...days)
    })
    bars.addEventListener('pointercancel', () => {
      from = undefined
    })
  }

  /**
   * @param {Span} span
   * @param {Bucket[]} buckets
   */
  show(span, buckets) {
    this.#span = span
    const unit = unitFor(span.start, span.end)
    const most = Math.max(1, ...buckets.map(({ frequency }) => frequency))
    const bars = buckets.map(({ key, frequency }) => {
      const start = Date.parse(key)
      const [x, end] = [this.#x(start), this.#x(nextOf(start, unit))]
      const tall = Math.max(1.5, (frequency / most) * (height - 4))
      return make('rect', {
        x,
        y: height - tall,
        width: Math.max(1, (end - x) * 0.86),
        height: tall,
        class: 'bar',
      })
    })
    const drawing = make('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none' })
    drawing.append(...bars, make('rect', { class: 'brush', y: 0, height, width: 0 }))
    const labels = element('div', { class: 'ticks' })
    for (const instant of [span.start, (span.start + span.end) / 2, span.end - 1]) {
      const text = unit === 'hour' ? sayMinute(instant) : sayDay(instant)
      labels.append(element('span', {}, text))
    }
    this.#element.replaceChildren(drawing, labels)
    this.#element.setAttribute(
      'aria-label',
      say(words.histogram, {
        unit: words.units[unit],
        from: sayDay(span.start),
        to: sayDay(span.end - 1),
        most: sayNumber(most),
      }),
    )
  }

  /**
   * @param {string} start a day, or empty
   * @param {string} end
   */
  showBrush(start, end) {
    const brush = this.#element.querySelector('.brush')
    if (!brush || !this.#span) return
    const from = start === '' ? this.#span.start : Date.parse(start)
    const to = end === '' ? this.#span.end : Date.parse(end) + dayLength
    const none = start === '' && end === ''
    const [left, right] = [this.#x(from), this.#x(to)].map((x) => Math.max(0, Math.min(width, x)))
    brush.setAttribute('x', String(left))
    brush.setAttribute('width', String(none ? 0 : Math.max(2, right - left)))
  }

  /** @param {number} instant */
  #x(instant) {
    const { start, end } = /** @type {Span} */ (this.#span)
    return ((instant - start) / (end - start)) * width
  }

  /** @param {PointerEvent} event */
  #instantAt({ clientX }) {
    const { left, width: wide } = this.#element.getBoundingClientRect()
    const { start, end } = /** @type {Span} */ (this.#span)
    return start + Math.max(0, Math.min(0.999999, (clientX - left) / wide)) * (end - start)
  }

  /**
   * @param {number} one
   * @param {number} other
   * @returns {[start: string, end: string]}
   */
  #days(one, other) {
    const unit = unitFor(/** @type {Span} */ (this.#span).start, /** @type {Span} */ (this.#span).end)
    const coarse = unit === 'hour' ? 'day' : unit
    const first = beginningOf(Math.min(one, other), coarse)
    const last = nextOf(beginningOf(Math.max(one, other), coarse), coarse) - dayLength
    return [dayText(first), dayText(last)]
  }
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function make(name, attributes) {
  const made = document.createElementNS(svg, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}
