import { pan, zoomBy } from './view.js'

/** @import { View } from '../types.js' */

/** Pixels that an arrow key moves, and the factor of a zoom step. */
const keyStep = 60
const zoomStep = 1.5
/** CSS pixels: a pointer that moved less has clicked. */
const still = 4

/** @type {Record<string, (view: View) => View>} */
const keys = {
  ArrowLeft: (view) => pan(view, keyStep, 0),
  ArrowRight: (view) => pan(view, -keyStep, 0),
  ArrowUp: (view) => pan(view, 0, keyStep),
  ArrowDown: (view) => pan(view, 0, -keyStep),
  '+': (view) => zoomBy(view, zoomStep),
  '=': (view) => zoomBy(view, zoomStep),
  '-': (view) => zoomBy(view, 1 / zoomStep),
}

/**
 * Lets pointers, the wheel and keys turn and zoom a view.
 *
 * @param {HTMLElement} element
 * @param {{ view(): View, change(view: View): void, rest(): void, click(x: number, y: number): void,
 *   mayTurn(): boolean }} map
 */
export function turnBy(element, { view, change, rest, click, mayTurn }) {
  /** @type {Map<number, { x: number, y: number }>} */
  const held = new Map()
  let moved = 0

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !mayTurn()) return
    element.setPointerCapture(event.pointerId)
    if (held.size === 0) moved = 0
    held.set(event.pointerId, at(event))
  })
  element.addEventListener('pointermove', (event) => {
    const before = held.get(event.pointerId)
    if (!before) return
    const now = at(event)
    const others = [...held].filter(([id]) => id !== event.pointerId).map(([, one]) => one)
    held.set(event.pointerId, now)
    moved += Math.hypot(now.x - before.x, now.y - before.y)
    if (moved < still) return
    const [other] = others
    const share = 1 / held.size
    const panned = pan(view(), (now.x - before.x) * share, (now.y - before.y) * share)
    if (!other) return change(panned)
    const apart = (/** @type {{ x: number, y: number }} */ one) =>
      Math.max(1, Math.hypot(one.x - other.x, one.y - other.y))
    change(zoomBy(panned, apart(now) / apart(before), [(now.x + other.x) / 2, (now.y + other.y) / 2]))
  })
  for (const end of ['pointerup', 'pointercancel']) {
    element.addEventListener(end, (event) => {
      const { pointerId } = /** @type {PointerEvent} */ (event)
      const before = held.get(pointerId)
      if (!before) return
      held.delete(pointerId)
      if (held.size > 0) return
      if (moved < still && end === 'pointerup') click(before.x, before.y)
      else rest()
    })
  }
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const { x, y } = at(event)
      const lines = event.deltaMode === 1 ? 18 : 1
      change(zoomBy(view(), Math.exp(-event.deltaY * lines * 0.0018), [x, y]))
      rest()
    },
    { passive: false },
  )
  element.addEventListener('keydown', (event) => {
    const move = keys[event.key]
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    change(move(view()))
    rest()
  })

  /** @param {MouseEvent} event */
  function at({ clientX, clientY }) {
    const { left, top } = element.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top }
  }
}
