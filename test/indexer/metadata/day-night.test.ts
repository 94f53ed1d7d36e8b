import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../indexer/coordinates.ts'
import { collectAttributes } from '../../../indexer/metadata/attributes.ts'
import { readDayNight, tellDayNight } from '../../../indexer/metadata/day-night.ts'
import { sunElevation } from '../../../indexer/metadata/sun.ts'
import { memoryDataset } from '../memory-dataset.ts'

describe('the elevation of the sun', () => {
  it('is that of the example of the Solar Position Algorithm (Reda and Andreas, 2003), to 0.02 degrees', () => {
    // Before refraction; 0.0019 degrees lower from the surface than from the centre of the Earth.
    const elevation = sunElevation(-105.1786, 39.742476, Date.parse('2003-10-17T19:30:30Z'))
    expect(Math.abs(elevation - 39.8739)).toBeLessThan(0.02)
  })

  it.each([
    ['over the tropic at the solstice', '2024-06-20T20:51:00Z', 23.436],
    ['over the other tropic at the other', '2024-12-21T09:20:00Z', -23.436],
    ['over the equator at the equinox', '2024-03-20T03:06:00Z', 0],
    ['over the equator in 1950', '1950-09-23T14:44:00Z', 0],
    ['over the equator in 2049', '2049-03-20T04:28:00Z', 0],
  ])('is highest %s', (_where, instant, lat) => {
    const time = Date.parse(instant)
    const overhead = Array.from({ length: 3600 }, (_, i) => sunElevation(i / 10 - 180, lat, time))
    expect(Math.max(...overhead)).toBeGreaterThan(89.9)
    expect(sunElevation(0, 90, time) - lat).toBeCloseTo(0, 1)
  })
})

const noon = Date.UTC(2024, 2, 20, 12)
const span = { start: noon, end: noon + 60_000 }

function scan(west: number, time?: number): Observation {
  const [rows, columns] = [10, 20]
  const lon = Float64Array.from({ length: rows * columns }, (_, i) => west + (i % columns))
  const lat = Float64Array.from(lon, (_, i) => Math.floor(i / columns))
  return {
    kind: 'swath',
    parts: [
      {
        layout: 'scan',
        rows,
        columns,
        lon,
        lat,
        ...(time !== undefined && { time: new Float64Array(rows).fill(time) }),
      },
    ],
  }
}

describe('day or night', () => {
  it('goes by the sun over the whole width of a swath', () => {
    expect(tellDayNight(scan(0), span)).toBe('day')
    expect(tellDayNight(scan(170), span)).toBe('night')
    expect(tellDayNight(scan(80), span)).toBe('both')
  })

  it('goes by the times of the rows where there are such', () => {
    expect(tellDayNight(scan(0, noon + 12 * 3_600_000), span)).toBe('night')
    expect(tellDayNight(scan(0, Number.NaN), span)).toBeUndefined()
  })

  it('of a grid is not told', () => {
    expect(tellDayNight({ ...scan(0), kind: 'grid' }, span)).toBeUndefined()
  })

  it.each([
    ['day_night_flag', 'Day', 'day'],
    ['DayNightFlag', 'NIGHT', 'night'],
    ['N_Day_Night_Flag', 'Both', 'both'],
    ['day_or_night', 'Day and night', 'both'],
    ['day_night_flag', 'unspecified', undefined],
  ])('%s = %s says %s', (name, value, said) => {
    expect(
      readDayNight(collectAttributes(memoryDataset({ attributes: { [name]: value }, variables: {} })))?.value,
    ).toBe(said)
  })
})
