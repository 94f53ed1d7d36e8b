/** @import { GroundColours } from './ground.js' */
/** @typedef {GroundColours & { mark: string, chosen: string, area: string, glow: string, series: string[] }} Colours */

const names = /** @type {const} */ ([
  'sea',
  'deep',
  'land',
  'shore',
  'grid',
  'rim',
  'mark',
  'chosen',
  'area',
  'glow',
])

/** How many colours collections are told apart by; further ones begin again. */
export const seriesLength = 8

/**
 * The colours that the style sheet says, of the scheme that is on.
 *
 * @param {Element} element
 * @returns {Colours}
 */
export function readColours(element) {
  const probe = document.createElement('i')
  probe.hidden = true
  element.append(probe)
  const read = (/** @type {string} */ name) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const colours = Object.fromEntries(names.map((name) => [name, read(`map-${name}`)]))
  const series = Array.from({ length: seriesLength }, (_, i) => read(`series-${i}`))
  probe.remove()
  return /** @type {Colours} */ ({ ...colours, series })
}
