/** @import { Colours } from './colours.js' */
/** @import { Style } from './layers.js' */

/**
 * How what lies over the granules is drawn, by what it is.
 *
 * @type {Record<string, (colours: Colours) => Style>}
 */
export const looks = {
  area: ({ area }) => ({ stroke: area, width: 1.6, dash: [6, 4], fill: 0.05 }),
  extent: ({ area }) => ({ stroke: area, width: 1.2, fill: 0.12 }),
  sketch: ({ area }) => ({ stroke: area, width: 2, fill: 0.12 }),
  rows: ({ chosen }) => ({ stroke: chosen, width: 1.5, fill: 0.35 }),
  chosen: ({ chosen, glow }) => ({ stroke: chosen, width: 2.2, fill: 0.16, dot: 5, casing: glow }),
  marked: ({ mark, glow }) => ({ stroke: mark, width: 2.2, fill: 0.22, dot: 5.5, casing: glow }),
  crossing: ({ mark, glow }) => ({ stroke: mark, width: 3, fill: 0.25, dot: 4, casing: glow }),
  prediction: ({ area }) => ({ stroke: area, width: 1.2, dash: [3, 5] }),
}
