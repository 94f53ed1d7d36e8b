import { element, find } from './element.js'
import { seriesLength } from './map/colours.js'
import { say, saySpan, words } from './words.js'

/** @import { Granule, Item } from './types.js' */
/** @typedef {{ point(granule: Granule | undefined): void, choose(granule: Granule): void,
 *   rows(granule: Granule): Promise<string>, seriesOf(collection: string): number, hasArea(): boolean }} ListListener */

/** The results as a list that has all that the map shows. */
export class ResultList {
  #list = find('#results')
  /** @type {Map<string, HTMLLIElement>} */
  #rows = new Map()

  /** @param {ListListener} listener */
  constructor(listener) {
    this.listener = listener
  }

  clear() {
    this.#rows.clear()
    this.#list.replaceChildren()
  }

  /** @param {Granule[]} granules */
  append(granules) {
    for (const granule of granules) {
      const row = this.#row(granule)
      this.#rows.set(granule.key, row)
      this.#list.append(row)
    }
  }

  /**
   * Marks what is pointed at on the map.
   *
   * @param {string[]} keys
   */
  mark(keys) {
    for (const row of this.#list.querySelectorAll('.marked')) row.classList.remove('marked')
    for (const key of keys) this.#rows.get(key)?.classList.add('marked')
  }

  /**
   * @param {string} key
   * @param {boolean} [focus]
   */
  select(key, focus = false) {
    this.#list.querySelector('[aria-current]')?.removeAttribute('aria-current')
    const row = this.#rows.get(key)
    row?.setAttribute('aria-current', 'true')
    row?.scrollIntoView({ block: 'nearest' })
    if (focus) row?.querySelector('a')?.focus({ preventScroll: true })
  }

  /** @param {Granule} granule */
  #row(granule) {
    const { item, start, end } = granule
    const { listener } = this
    const found = element('p', { class: 'rows', role: 'status' })
    const show = async () => {
      found.textContent = await listener.rows(granule)
    }
    const series = listener.seriesOf(item.collection) % seriesLength
    return element(
      'li',
      {
        onpointerenter: () => listener.point(granule),
        onpointerleave: () => listener.point(undefined),
        onfocusin: () => listener.point(granule),
        onfocusout: () => listener.point(undefined),
      },
      element('span', { class: `swatch series-${series}` }),
      element('a', { href: pageOf(item), class: 'id' }, item.id),
      element('span', { class: 'time' }, saySpan(start, end)),
      element('span', { class: 'facts' }, factsOf(item).join(' · ')),
      element(
        'span',
        { class: 'actions' },
        element('button', { type: 'button', onclick: () => listener.choose(granule) }, words.zoomTo),
        listener.hasArea() ? element('button', { type: 'button', onclick: show }, words.rows) : undefined,
        ...filesOf(item),
      ),
      found,
    )
  }
}

/**
 * The page of a granule, in the language of this one.
 *
 * @param {{ collection: string, id: string }} granule
 */
export function pageOf({ collection, id }) {
  const language = new URLSearchParams(location.search).get('lang')
  const path = `collections/${encodeURIComponent(collection)}/granules/${encodeURIComponent(id)}`
  return language ? `${path}?lang=${language}` : path
}

/** @param {Item} item */
function factsOf({ properties }) {
  const value = (/** @type {string} */ name) => properties[name] ?? properties[`oceanid:${name}`]
  const said = (/** @type {string} */ text, /** @type {unknown} */ one) =>
    one === undefined ? [] : [say(text, { value: String(one) })]
  const state = value('sat:orbit_state')
  return [
    ...(typeof properties.platform === 'string' ? [properties.platform] : []),
    ...said(words.orbit, value('sat:absolute_orbit')),
    ...said(words.cycle, value('sat:orbit_cycle')),
    ...said(words.pass, value('pass')),
    ...(state === 'ascending' || state === 'descending' ? [words[state]] : []),
  ]
}

/** Those that a browser can fetch. @param {Item} item */
function filesOf({ assets }) {
  return Object.entries(assets)
    .filter(([, { href }]) => /^https?:/i.test(href))
    .map(([name, { href }]) => element('a', { href }, name === 'data' ? words.file : name))
}
