import { find } from './element.js'
import { dayLength, dayText } from './time.js'
import { sayDay, words } from './words.js'

/** @typedef {{ show(day: string): Promise<void>, ahead(day: string): void, stop(): void }} Days */

/** Shows one day after another: by the slider, or by itself. */
export class Animation {
  #play = /** @type {HTMLButtonElement} */ (find('#play'))
  #slider = /** @type {HTMLInputElement} */ (find('#day'))
  #speed = /** @type {HTMLSelectElement} */ (find('#speed'))
  #whole = /** @type {HTMLButtonElement} */ (find('#whole'))
  #name = find('#day-name')
  #first = 0
  #playing = false

  /** @param {Days} days */
  constructor(days) {
    this.days = days
    this.#slider.addEventListener('input', () => {
      this.#pause()
      days.show(this.#dayAt(Number(this.#slider.value)))
    })
    this.#play.addEventListener('click', () => (this.#playing ? this.#pause() : this.#run()))
    this.#whole.addEventListener('click', () => {
      this.#pause()
      days.stop()
    })
  }

  /**
   * @param {{ start: number, end: number } | undefined} span whole days
   * @param {string} day the one that is shown, or empty
   */
  show(span, day) {
    if (!span) return
    this.#first = span.start
    const last = Math.max(0, Math.round((span.end - span.start) / dayLength) - 1)
    this.#slider.max = String(last)
    const at = day === '' ? 0 : Math.round((Date.parse(day) - span.start) / dayLength)
    this.#slider.value = String(Math.max(0, Math.min(last, at)))
    this.#name.textContent = day === '' ? words.allDays : sayDay(Date.parse(day))
    this.#slider.setAttribute('aria-valuetext', this.#name.textContent)
    this.#whole.hidden = day === ''
    if (day === '') this.#pause()
  }

  async #run() {
    // Where motion is unwelcome, each press goes one day on.
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.days.show(this.#next())
    this.#setPlaying(true)
    while (this.#playing) {
      const day = this.#next()
      const due = new Promise((resolve) => setTimeout(resolve, 1000 / Number(this.#speed.value)))
      await Promise.all([this.days.show(day), due])
      this.days.ahead(this.#next())
    }
  }

  #pause() {
    this.#setPlaying(false)
  }

  /** @param {boolean} playing */
  #setPlaying(playing) {
    this.#playing = playing
    const label = playing ? words.pause : words.play
    this.#play.setAttribute('aria-pressed', String(playing))
    this.#play.setAttribute('aria-label', label)
    this.#play.title = label
  }

  /** The day after the one that is shown; the first after the last. */
  #next() {
    const [at, last] = [Number(this.#slider.value), Number(this.#slider.max)]
    if (this.#whole.hidden) return this.#dayAt(at)
    return this.#dayAt(at >= last ? 0 : at + 1)
  }

  /** @param {number} index */
  #dayAt(index) {
    return dayText(this.#first + index * dayLength)
  }
}
