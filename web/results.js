import { pathOf } from './shapes.js'

const svg = 'http://www.w3.org/2000/svg'

/**
 * Appends STAC items to a list and their footprints to a map. One that is pointed at or focused, in either, is marked
 * in both.
 *
 * @param {object[]} items
 * @param {HTMLElement} list
 * @param {SVGElement} map
 */
export function showItems(items, list, map) {
  for (const item of items) {
    const row = rowOf(item)
    const shape = shapeOf(item)
    for (const [one, other] of [
      [row, shape],
      [shape, row],
    ]) {
      for (const [event, marked] of [
        ['pointerenter', true],
        ['pointerleave', false],
        ['focusin', true],
        ['focusout', false],
      ]) {
        one.addEventListener(event, () => {
          one.classList.toggle('marked', marked)
          other.classList.toggle('marked', marked)
        })
      }
    }
    shape.addEventListener('click', () => row.querySelector('a').focus())
    list.append(row)
    map.append(shape)
  }
}

function shapeOf({ id, geometry }) {
  const shape = document.createElementNS(svg, 'path')
  shape.setAttribute('d', pathOf(geometry))
  if (/Point|Line/.test(geometry.type)) shape.setAttribute('class', 'open')
  const title = document.createElementNS(svg, 'title')
  title.textContent = id
  shape.append(title)
  return shape
}

function rowOf({ id, collection, properties, links, assets }) {
  const row = document.createElement('li')
  const self = links.find(({ rel }) => rel === 'self')
  const start = properties.start_datetime ?? properties.datetime
  const end = properties.end_datetime ?? properties.datetime
  row.append(
    anchor(self.href, id),
    text('span', collection),
    text('span', span(start, end)),
    ...Object.entries(assets)
      .filter(([, { href }]) => /^(https?|ftp):/i.test(href))
      .map(([name, { href, title }]) => anchor(href, title ?? name)),
  )
  return row
}

function anchor(href, label) {
  const link = text('a', label)
  link.href = href
  return link
}

function text(name, content) {
  const element = document.createElement(name)
  element.textContent = content
  return element
}

/** To the second, and without a day that has been said. */
function span(start, end) {
  const [from, to] = [start, end].map((instant) => instant.slice(0, 19).replace('T', ' '))
  if (from === to) return from
  return `${from} to ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`
}
