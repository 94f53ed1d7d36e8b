/** Moves shorter than this, in degrees, are clicks. */
const least = 1

/**
 * Lets a mouse or pen draw a box on the map: west, south, east, north in degrees, to a tenth. A finger scrolls the page instead.
 *
 * @param {SVGSVGElement} map with x = longitude and y = -latitude
 * @param {(box: [number, number, number, number]) => void} drawn called while it grows
 */
export function drawBoxes(map, drawn) {
  let from

  map.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'touch' || event.button !== 0) return
    from = positionOf(map, event)
    event.preventDefault()
  })
  map.addEventListener('pointermove', (event) => {
    if (!from) return
    const to = positionOf(map, event)
    if (Math.abs(to.lon - from.lon) < least || Math.abs(to.lat - from.lat) < least) return
    map.setPointerCapture(event.pointerId)
    drawn([
      Math.min(from.lon, to.lon),
      Math.min(from.lat, to.lat),
      Math.max(from.lon, to.lon),
      Math.max(from.lat, to.lat),
    ])
  })
  for (const end of ['pointerup', 'pointercancel']) {
    map.addEventListener(end, () => {
      from = undefined
    })
  }
}

function positionOf(map, { clientX, clientY }) {
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(map.getScreenCTM().inverse())
  const tenths = (value, most) => Math.round(Math.max(-most, Math.min(most, value)) * 10) / 10
  return { lon: tenths(x, 180), lat: tenths(-y, 90) }
}
