import { element, find } from '../element.js'
import { seriesLength } from '../map/colours.js'
import { sayNumber } from '../words.js'

/** @import { Box } from '../types.js' */
/** @typedef {{ id: string, title: string, granules: number, period: string | undefined, start: number, end: number,
 *   bbox: Box | undefined }} Collection */

/** From how many on a field narrows them. */
const many = 8

/** @returns {Collection[]} as the server wrote them into the form */
export function readCollections() {
  /** @type {NodeListOf<HTMLOptionElement>} */
  const options = document.querySelectorAll('#collection option[data-title]')
  return [...options].map(({ value, dataset }) => ({
    id: value,
    title: dataset.title ?? value,
    granules: Number(dataset.granules),
    period: dataset.period,
    start: Date.parse(dataset.start ?? ''),
    end: Date.parse(dataset.end ?? ''),
    bbox: dataset.bbox ? /** @type {Box} */ (dataset.bbox.split(', ').map(Number)) : undefined,
  }))
}

/**
 * The collections as a list in which any number can be chosen.
 *
 * @param {Collection[]} collections
 * @param {{ change(ids: string[]): void, point(collection: Collection | undefined): void }} listener
 * @returns {(chosen: string[]) => void} shows which are chosen
 */
export function listCollections(collections, { change, point }) {
  const list = find('#collections')
  const rows = collections.map((collection, i) => {
    const { id, title, granules, period, bbox } = collection
    const input = element('input', {
      type: 'checkbox',
      value: id,
      onchange: () => change(rows.filter((row) => row.input.checked).map((row) => row.input.value)),
    })
    const row = element(
      'label',
      {
        class: 'collection',
        title: [id, bbox?.join(', ')].filter(Boolean).join('\n'),
        onpointerenter: () => point(collection),
        onpointerleave: () => point(undefined),
        onfocusin: () => point(collection),
        onfocusout: () => point(undefined),
      },
      input,
      element('span', { class: `swatch series-${i % seriesLength}` }),
      element('span', { class: 'name' }, title),
      element('span', { class: 'count' }, sayNumber(granules)),
      element('span', { class: 'extent' }, period ?? ''),
      element('span', { class: 'unseen' }, bbox?.join(', ') ?? ''),
    )
    return { row, input, text: `${id} ${title}`.toLowerCase() }
  })
  if (collections.length > many) {
    const narrow = element('input', {
      type: 'search',
      'aria-label': list.dataset.narrow,
      placeholder: list.dataset.narrow,
      oninput: () => {
        const words = narrow.value.toLowerCase().split(/\s+/)
        for (const { row, text, input } of rows) {
          row.hidden = !input.checked && !words.every((word) => text.includes(word))
        }
      },
    })
    list.append(narrow)
  }
  list.append(element('div', { class: 'collections' }, ...rows.map(({ row }) => row)))
  return (chosen) => {
    for (const { input } of rows) input.checked = chosen.includes(input.value)
  }
}
