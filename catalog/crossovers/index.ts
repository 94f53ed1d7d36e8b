/**
 * Where and when two granules see the same place.
 *
 * ```ts
 * import { findCrossovers, openStore, pairsOf, parseWindow } from 'oceanid/crossovers'
 *
 * const store = await openStore('sqlite:oceanid.db')
 * const request = { pairs: pairsOf(['JASON3', 'S3A']), window: parseWindow('-1h..3h', 'window') }
 * for await (const crossover of findCrossovers(store, request)) {
 *   if (crossover.mode === 'crossing') console.log(crossover.position, crossover.difference / 1000)
 * }
 * await store.close()
 * ```
 *
 * @module
 */
export { openStore } from '../open.ts'
export type { Approach, Crossing, Crossover, Overlap, Side, Window } from './crossover.ts'
export { type CrossoverFeature, crossoverFeature } from './feature.ts'
export { type CrossoverPage, crossoverPage, type FindOptions, findCrossovers } from './find.ts'
export { compareCrossovers, timeOf } from './order.ts'
export { overlapGranules } from './overlap.ts'
export { parseWindow } from './parse-window.ts'
export { type CrossoverRequest, type Mode, pairsOf, type SideRequest } from './request.ts'
