import { find } from './element.js'
import { findAhead, findPage, pageLength } from './search/searcher.js'
import { messageOf } from './service.js'
import { say, sayNumber, words } from './words.js'

/** @import { ResultList } from './list.js' */
/** @import { Page } from './search/searcher.js' */
/** @import { Granule } from './types.js' */

/** How many more pages one press brings on the map at most. */
const pagesAtOnce = 5

/** What a search has found so far: the list, how many, and the way to more. */
export class Results {
  /** @type {Granule[]} */
  granules = []
  #running = new AbortController()
  #searches = 0
  #status = find('#status')
  #more = /** @type {HTMLButtonElement} */ (find('#more'))

  /**
   * @param {ResultList} list
   * @param {(granules: Granule[]) => void} changed
   */
  constructor(list, changed) {
    this.list = list
    this.changed = changed
  }

  /**
   * Says that results are on their way, until there are none any more.
   *
   * @param {Promise<void>} search
   */
  async whileBusy(search) {
    const part = find('#results-part')
    this.#searches++
    part.setAttribute('aria-busy', 'true')
    await search
    this.#searches--
    if (this.#searches === 0) part.setAttribute('aria-busy', 'false')
  }

  /** Ends the search under way. @returns {AbortSignal} of the one that begins */
  begin() {
    this.#running.abort()
    this.#running = new AbortController()
    this.#status.textContent = words.searching
    return this.#running.signal
  }

  /**
   * @param {Record<string, unknown>} selection
   * @param {AbortSignal} signal
   */
  async find(selection, signal) {
    try {
      const page = await findAhead(selection)
      if (!signal.aborted) this.#show(page, selection, [])
    } catch (error) {
      this.fail(error, signal)
    }
  }

  /**
   * @param {unknown} error
   * @param {AbortSignal} signal
   */
  fail(error, signal) {
    if (signal.aborted) return
    this.#take([])
    this.#more.hidden = true
    this.#status.textContent = say(words.failed, { reason: messageOf(error) })
  }

  /**
   * @param {Page} page
   * @param {Record<string, unknown>} selection
   * @param {Granule[]} before
   */
  #show(page, selection, before) {
    this.#take([...before, ...page.granules], before.length)
    const shown = this.granules.length
    const total = page.matched ?? shown
    const all = say(words.granules, { n: total })
    this.#status.textContent =
      total === 0
        ? words.none
        : shown < total
          ? say(words.firstOf, { shown: sayNumber(shown), total: all })
          : all
    const { next } = page
    this.#more.hidden = next === undefined
    this.#more.textContent = say(words.moreResults, { n: Math.min(total - shown, pagesAtOnce * pageLength) })
    this.#more.onclick = () => this.#goOn(selection, next)
  }

  /**
   * @param {Record<string, unknown>} selection
   * @param {string | undefined} token
   */
  async #goOn(selection, token) {
    this.#more.hidden = true
    const { signal } = this.#running
    try {
      const limit = pagesAtOnce * pageLength
      const page = await findPage(selection, { limit, signal, ...(token !== undefined && { token }) })
      this.#show(page, selection, this.granules)
    } catch (error) {
      if (!signal.aborted) this.#status.textContent = say(words.failed, { reason: messageOf(error) })
    }
  }

  /**
   * @param {Granule[]} granules
   * @param {number} [listed] the first so many stand in the list already
   */
  #take(granules, listed = 0) {
    if (listed === 0) this.list.clear()
    this.list.append(granules.slice(listed))
    this.granules = granules
    this.changed(granules)
  }
}
