import { describe, expect, it } from 'vitest'
import type { AttributeValue, Variable } from '../../../indexer/readers/dataset.ts'
import { readGridMapping } from '../../../indexer/swath/grid-mapping.ts'
// Written once with pyproj 3.7 (PROJ 9.5) from seeded random points.
import golden from './grid-mapping.golden.json' with { type: 'json' }

interface GoldenCase {
  grid_mapping_name: string
  proj: string | null
  attributes: Record<string, AttributeValue>
  points: (number | null)[][]
}

function mappingVariable(attributes: Record<string, AttributeValue | undefined>): Variable {
  return {
    path: '/crs',
    name: 'crs',
    group: '/',
    type: 'int32',
    shape: [],
    dimensions: () => [],
    attributes: { names: () => Object.keys(attributes), get: (name) => attributes[name] },
    read: () => new Int32Array(1),
    readText: () => [],
  }
}

/** On the ground, of a ten-millionth of a degree: about a centimetre. */
function expectPosition(found: [number, number], lon: number | null, lat: number | null) {
  if (lon === null || lat === null) {
    expect(found).toEqual([Number.NaN, Number.NaN])
    return
  }
  expect(found[1]).toBeCloseTo(lat, 6)
  const turn = ((found[0] - lon + 540) % 360) - 180
  expect(Math.abs(turn) * Math.cos((lat * Math.PI) / 180)).toBeLessThan(1e-6)
}

describe('a grid mapping by its CF attributes', () => {
  it.each(
    (golden as GoldenCase[]).map((c, i) => [`${c.grid_mapping_name} ${i}`, c] as const),
  )('%s', (_, c) => {
    const mapping = readGridMapping(
      mappingVariable({ grid_mapping_name: c.grid_mapping_name, ...c.attributes }),
    )
    for (const [x, y, lon, lat] of c.points) expectPosition(mapping!.inverse!(x!, y!), lon!, lat!)
  })
})

describe('a grid mapping by its PROJ string', () => {
  const known = (golden as GoldenCase[]).filter(({ proj }) => proj !== null)
  it.each(known.map((c) => [c.proj!, c] as const))('%s', (proj, c) => {
    const mapping = readGridMapping(mappingVariable({ proj4text: proj }))
    for (const [x, y, lon, lat] of c.points) expectPosition(mapping!.inverse!(x!, y!), lon!, lat!)
  })

  it('goes before attributes that say otherwise', () => {
    const polar = (golden as GoldenCase[])[0]!
    const mapping = readGridMapping(
      mappingVariable({
        grid_mapping_name: 'polar_stereographic',
        ...polar.attributes,
        straight_vertical_longitude_from_pole: 135,
        proj4text: polar.proj!,
      }),
    )
    expect(mapping!.parameters.lon0).toBe(-45)
  })
})

it('names a projection that it does not know', () => {
  const mapping = readGridMapping(mappingVariable({ grid_mapping_name: 'oblique_mercator' }))
  expect(mapping).toMatchObject({ parameters: { name: 'oblique_mercator' } })
  expect(mapping!.inverse).toBeUndefined()
})
