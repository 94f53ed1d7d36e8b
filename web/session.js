import { readState, writeState } from './state.js'

/** @import { State } from './state.js' */

/** The state of the page, which its address always holds. */
export class Session {
  /** @type {((state: State, before: State) => void)[]} */
  #listeners = []

  constructor() {
    this.state = readState(new URLSearchParams(location.search))
    this.#tellLanguages()
    addEventListener('popstate', () => {
      this.#set(readState(new URLSearchParams(location.search)))
    })
  }

  /** @param {(state: State, before: State) => void} listener */
  onChange(listener) {
    this.#listeners.push(listener)
  }

  /**
   * @param {Partial<State>} change
   * @param {boolean} [leaves] a step that the browser's button goes back by
   */
  change(change, leaves = false) {
    const state = { ...this.state, ...change }
    const address = this.addressOf(state)
    if (address !== this.addressOf(this.state)) {
      history[leaves ? 'pushState' : 'replaceState'](null, '', address)
    }
    this.#set(state)
  }

  /** @param {State} state */
  addressOf(state) {
    const query = writeState(state)
    const language = new URLSearchParams(location.search).get('lang')
    if (language) query.set('lang', language)
    return `${location.pathname}${query.size > 0 ? `?${query}` : ''}`
  }

  /** The page in another language shows the same. */
  #tellLanguages() {
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll('a[hreflang]')
    for (const link of links) {
      const query = writeState(this.state)
      query.set('lang', link.hreflang)
      link.search = `?${query}`
    }
  }

  /** @param {State} state */
  #set(state) {
    const before = this.state
    this.state = state
    this.#tellLanguages()
    for (const listener of this.#listeners) listener(state, before)
  }
}
