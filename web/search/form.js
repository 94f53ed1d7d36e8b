import { find } from '../element.js'
import { askOnce } from '../service.js'
import { filterControls } from './filters.js'

/** @import { Session } from '../session.js' */
/** @import { Queryable } from '../types.js' */

/**
 * Ties the form to the state: what is entered is asked for at once.
 *
 * @param {Session} session
 */
export function bindForm(session) {
  const form = /** @type {HTMLFormElement} */ (find('#search'))
  /** @param {string} selector */
  const input = (selector) => /** @type {HTMLInputElement} */ (find(selector))
  const [area, start, end, where] = ['#area', '#start', '#end', '#where'].map(input)
  const filters = filterControls((changed) => session.change({ filters: changed }, true))

  const read = () =>
    session.change(
      { area: area.value.trim(), start: start.value, end: end.value, where: where.value.trim(), day: '' },
      true,
    )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    read()
  })
  for (const one of [area, start, end, where]) one.addEventListener('change', read)
  find('#clear-area').addEventListener('click', () => {
    session.change({ area: '' }, true)
    area.focus()
  })
  area.addEventListener('focus', offerSeas, { once: true })

  const show = () => {
    const { state } = session
    Object.assign(area, { value: state.area })
    Object.assign(start, { value: state.start })
    Object.assign(end, { value: state.end })
    Object.assign(where, { value: state.where })
    filters.show(state.filters)
    if (state.where !== '' || Object.keys(state.filters).length > 0) {
      Object.assign(find('#conditions'), { open: true })
    }
  }
  session.onChange(show)
  show()

  return {
    /** @param {Record<string, Queryable>} queryables */
    offer: (queryables) => filters.offer(queryables),
    /** @param {{ area?: string, where?: string }} problems texts, empty for none */
    complain({ area: ofArea = '', where: ofWhere = '' }) {
      find('#area-problem').textContent = ofArea
      find('#where-problem').textContent = ofWhere
      area.toggleAttribute('aria-invalid', ofArea !== '')
      where.toggleAttribute('aria-invalid', ofWhere !== '')
    },
  }
}

/** Names of seas to choose from, when somebody begins to type one. */
async function offerSeas() {
  const { features } = await askOnce('gazetteer')
  find('#seas').append(...features.map((/** @type {{ id: string }} */ { id }) => new Option(id, id)))
}
