import { drawBoxes } from './draw.js'
import { stacQuery } from './query.js'
import { showItems } from './results.js'
import { boxPath, readBox } from './shapes.js'

const pageLength = 100

const form = document.querySelector('form')
const map = document.querySelector('#map')
const status = document.querySelector('#status')
const results = document.querySelector('#results')
const footprints = document.querySelector('#footprints')
const more = document.querySelector('#more')

/** Of the search under way; a newer one ends it. */
let running = new AbortController()

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const asked = [...new FormData(form)].filter(([, value]) => value !== '')
  history.replaceState(null, '', `?${new URLSearchParams(asked)}`)
  search()
})

form.elements.box.addEventListener('input', showArea)

drawBoxes(map, (box) => {
  form.elements.box.value = box.join(',')
  showArea()
})

restore(new URLSearchParams(location.search))

/** Fills the form from the address, and searches; for the first granules of all, if it asks for nothing. */
function restore(asked) {
  for (const [name, value] of asked) {
    if (form.elements.namedItem(name)) form.elements.namedItem(name).value = value
  }
  showArea()
  search()
}

function search() {
  results.replaceChildren()
  footprints.replaceChildren()
  find(stacQuery(new FormData(form), pageLength))
}

function showArea() {
  const box = readBox(form.elements.box.value)
  document.querySelector('#area').setAttribute('d', box ? boxPath(box) : '')
}

/** Asks for a page and appends what comes. */
async function find(query) {
  running.abort()
  running = new AbortController()
  const { signal } = running
  more.hidden = true
  status.textContent = 'Searching…'
  try {
    const response = await fetch(`stac/search?${query}`, { signal })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.detail ?? response.statusText)
    showItems(answer.features, results, footprints)
    status.textContent = describe(results.children.length, answer.numberMatched)
    const next = answer.links.find(({ rel }) => rel === 'next')
    more.hidden = !next
    more.onclick = () => find(new URL(next.href).searchParams)
  } catch (error) {
    if (!signal.aborted) status.textContent = `The search failed: ${error.message}`
  }
}

function describe(shown, matched) {
  if (shown === 0) return 'No granule matches.'
  const total = matched ?? shown
  const granules = `${total.toLocaleString('en')} granule${total === 1 ? '' : 's'}`
  return shown < total ? `The first ${shown} of ${granules}` : granules
}
