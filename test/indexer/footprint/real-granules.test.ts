import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UnreadableFileError } from '../../../catalog/errors.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { readGranuleFile } from '../../../indexer/read-file.ts'
import { faultsOf } from './judge.ts'
import { distanceTo } from './judge-distance.ts'
import { granules, granulesAreHere, listGranules, readTruth, scoreAgainst } from './truth.ts'

if (!granulesAreHere) console.warn('SKIPPED: the real granules (../shared/granules) are not here')

const files = granulesAreHere ? listGranules().filter((file) => readTruth(file).inside.length > 0) : []

/** Said for files that do not tell: footprints do not depend on it. */
const said = { start: Date.UTC(2020, 0, 1), end: Date.UTC(2020, 0, 2), collection: 'any' }

/** Grids on a projection, without coordinates, whose projection nothing in them names. */
const unplaced = new Set(['20171002.nc'])

describe.skipIf(!granulesAreHere)('footprints of real granules', () => {
  it.each(files)('%s', { timeout: 60_000 }, async (file) => {
    const reading = await readGranuleFile(`${granules}${file}`, said).catch((error: unknown) => error)
    if (unplaced.has(basename(file))) {
      expect(reading).toBeInstanceOf(UnreadableFileError)
      return
    }
    if (reading instanceof Error) throw reading
    const { observation, start, end } = reading as Awaited<ReturnType<typeof readGranuleFile>>
    const { geometry, bbox, segments } = computeFootprint(observation, { start, end })
    const truth = readTruth(file)

    const score = scoreAgainst(truth, geometry)
    expect(score).toMatchObject({ inside: 1, far: 1 })
    expect(score.near).toBeGreaterThanOrEqual(0.98)
    expect(score.gap).toBeGreaterThanOrEqual(0.9)

    expect(faultsOf(geometry)).toEqual([])
    for (const [i, segment] of segments.entries()) {
      expect(faultsOf(segment.geometry)).toEqual([])
      expect(segment.start).toBeGreaterThanOrEqual(start)
      expect(segment.end).toBeLessThanOrEqual(end)
      expect(segment.start).toBeLessThanOrEqual(segment.end)
      expect(segment.rows[0], `rows of segment ${i}`).toBeLessThanOrEqual(segment.rows[1])
    }
    for (const [lon, lat] of truth.inside.slice(0, 60)) {
      const nearest = Math.min(...segments.map((segment) => distanceTo(segment.geometry, lon, lat)))
      expect(nearest).toBeLessThanOrEqual(truth.tolerance_deg)
    }
    if (truth.contains_pole === 'N' || truth.contains_pole === 'both') expect(bbox[3]).toBe(90)
    if (truth.contains_pole === 'S' || truth.contains_pole === 'both') expect(bbox[1]).toBe(-90)
  })
})
