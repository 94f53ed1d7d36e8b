import { element, find } from '../element.js'
import { say, words } from '../words.js'

/** @import { Queryable } from '../types.js' */

/** What the form asks for elsewhere. */
const elsewhere = ['id', 'collection', 'datetime', 'start_datetime', 'end_datetime', 'geometry', 'updated']

/**
 * Controls for the properties of the catalogue: a choice where the values are few, a range for numbers, text otherwise.
 *
 * @param {(filters: Record<string, string>) => void} change
 */
export function filterControls(change) {
  const list = find('#filters')
  const adding = /** @type {HTMLSelectElement} */ (find('#add-filter'))
  /** @type {Record<string, Queryable>} */
  let queryables = {}
  /** @type {Record<string, string>} */
  let filters = {}
  /** Added, but without a value yet. @type {Set<string>} */
  const begun = new Set()

  adding.addEventListener('change', () => {
    if (adding.value === '') return
    begun.add(adding.value)
    draw()
    /** @type {HTMLElement | null} */
    const added = list.querySelector('.filter:last-child :is(input, select)')
    added?.focus()
  })

  /**
   * @param {string} field
   * @param {string} value
   */
  const set = (field, value) => {
    const { [field]: _, ...others } = filters
    begun.add(field)
    change(value === '' || value === '..' ? others : { ...others, [field]: value })
  }

  const draw = () => {
    const shown = [...new Set([...Object.keys(filters), ...begun])]
    const focused = document.activeElement?.id
    list.replaceChildren(...shown.map((field) => row(field, queryables[field] ?? {}, filters[field] ?? '')))
    if (focused) document.getElementById(focused)?.focus()
    const left = Object.entries(queryables).filter(
      ([field, { $ref }]) => !elsewhere.includes(field) && !shown.includes(field) && !$ref,
    )
    adding.replaceChildren(
      /** @type {Node} */ (adding.options[0]),
      ...left.map(([field, { title }]) => element('option', { value: field }, title ?? field)),
    )
    adding.value = ''
    find('#condition-count').textContent = String(Object.keys(filters).length || '')
  }

  /**
   * @param {string} field
   * @param {Queryable} queryable
   * @param {string} value
   */
  const row = (field, queryable, value) => {
    const id = `filter-${field}`
    const title = queryable.title ?? field
    return element(
      'div',
      { class: 'filter', role: 'group', 'aria-label': title },
      element('label', { for: id }, title),
      control(id, queryable, value, (changed) => set(field, changed)),
      element(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': `${words.remove} ${title}`,
          onclick: () => {
            set(field, '')
            begun.delete(field)
            draw()
          },
        },
        '×',
      ),
    )
  }

  return {
    /** @param {Record<string, Queryable>} known */
    offer(known) {
      queryables = known
      draw()
    },
    /** @param {Record<string, string>} shown */
    show(shown) {
      filters = shown
      draw()
    },
  }
}

/**
 * @param {string} id
 * @param {Queryable} queryable
 * @param {string} value
 * @param {(value: string) => void} change
 */
function control(id, { type, enum: values, items, minimum, maximum }, value, change) {
  const choices = type === 'boolean' ? ['true', 'false'] : (values ?? items?.enum)
  if (choices) {
    const select = element('select', { id, onchange: () => change(select.value) })
    select.append(
      element('option', { value: '' }, words.value),
      ...choices.map((choice) => element('option', { value: choice, selected: choice === value }, choice)),
    )
    return select
  }
  if (type !== 'number' && type !== 'integer') {
    const input = element('input', { id, value, placeholder: words.contains })
    input.addEventListener('change', () => change(input.value.trim()))
    return input
  }
  const [least = '', greatest = ''] = value.split('..')
  const inputs = [least, greatest].map((bound, i) =>
    element('input', {
      id: i === 0 ? id : `${id}-greatest`,
      type: 'number',
      step: 'any',
      value: bound,
      placeholder: i === 0 ? minimum : maximum,
      'aria-label': i === 0 ? words.least : words.greatest,
      onchange: () => change(inputs.map((input) => input.value).join('..')),
    }),
  )
  return element('span', { class: 'pair' }, inputs[0], say(words.greatest), inputs[1])
}
