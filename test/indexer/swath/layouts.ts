import { expect } from 'vitest'
import type { Position } from '../../../catalog/geometry/types.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { distanceTo } from '../footprint/judge-distance.ts'
import type { DatasetDraft, VariableDraft } from '../memory-dataset.ts'
import { observed } from './observing.ts'

export const at = (seconds: number) => Date.UTC(2020, 0, 1) + seconds * 1000

/** Numbers by a function of their place. */
export const numbers = (count: number, of: (i: number) => number) =>
  Float64Array.from({ length: count }, (_, i) => of(i))

export const data = (dims: string[], attributes: Record<string, string> = {}): VariableDraft => ({
  dims,
  data: new Float32Array(dims.reduce((product, dim) => product * Number(dim.split(':')[1]), 1)),
  attributes,
})

/** What became of a layout: its kind and times, and whether places that it has measured are covered and others not. */
export function judged(draft: DatasetDraft, inside: Position[], outside: Position[] = [], nearKm = 1) {
  const { observation, extent } = observed(draft)
  const span = { start: extent?.first ?? at(0), end: extent?.last ?? at(3600) }
  const { geometry, segments, track } = computeFootprint(observation, span)
  const covers = ([lon, lat]: Position) => distanceTo(geometry, lon, lat) <= nearKm / 111
  expect(inside.length).toBeGreaterThan(0)
  return {
    kind: observation.kind,
    layout: observation.parts[0]!.layout,
    parts: observation.parts.length,
    times: extent && [extent.first, extent.last],
    missed: inside.filter((position) => !covers(position)),
    wrong: outside.filter(covers),
    segments: segments.length,
    hasTrack: track !== undefined,
  }
}
