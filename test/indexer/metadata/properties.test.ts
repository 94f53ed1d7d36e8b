import { describe, expect, it } from 'vitest'
import { collectAttributes } from '../../../indexer/metadata/attributes.ts'
import { readProperties } from '../../../indexer/metadata/properties.ts'
import { addVariableProperties } from '../../../indexer/metadata/variable-properties.ts'
import { type DatasetDraft, memoryDataset } from '../memory-dataset.ts'

function described(draft: Partial<DatasetDraft>) {
  const dataset = memoryDataset({ variables: {}, ...draft })
  const found = readProperties(collectAttributes(dataset))
  addVariableProperties(dataset, found)
  return found
}

describe('platform and instrument', () => {
  it.each([
    [{ platform: 'SAT-2 > Second Satellite' }, 'SAT-2'],
    [{ platform: 'Earth Observation Satellites > SERIES > SAT-2' }, 'SAT-2'],
    [{ platform: 'Platforms > Satellites > Series > SAT-2 > Second Satellite' }, 'SAT-2'],
    [{ platform: 'Satellite', mission_name: 'SAT-2' }, 'SAT-2'],
    [{ satid: '18' }, undefined],
    [{ source: 'Sat-B IMAGER' }, 'Sat-B'],
    [{ source: 'satellite observation' }, undefined],
    [{ source: 'Model R-1 and others' }, undefined],
  ])('of %j: %s', (attributes, platform) => {
    expect(described({ attributes }).properties.platform).toBe(platform)
  })

  it('of CF source gives the instrument too', () => {
    expect(described({ attributes: { source: 'Sat-B IMAGER' } }).properties.instrument).toBe('IMAGER')
  })

  it('in situ is the one name that a variable gives', () => {
    const texts = (name: string, data: string[], attributes = {}) =>
      described({ variables: { [name]: { dims: [`n:${data.length}`], data, attributes } } })
    expect(texts('/PLATFORM_NUMBER', ['2902093 ', '2902093 ']).properties.platform).toBe('2902093')
    expect(texts('/PLATFORM_NUMBER', ['2902093', '2902094']).properties.platform).toBeUndefined()
    expect(texts('/trajectory', ['g7'], { cf_role: 'trajectory_id' })).toMatchObject({
      properties: { platform: 'g7' },
      sources: { platform: 'variable /trajectory' },
    })
    expect(texts('/station_parameters', ['TEMP']).properties.platform).toBeUndefined()
  })
})

describe('numbers of orbits', () => {
  it('are in attributes, with or without a date behind them', () => {
    expect(
      described({ attributes: { cycle: '094_2022-02-22T10:10:04Z', orbit_number: 4210 } }).properties,
    ).toMatchObject({ cycle: 94, orbit: 4210 })
  })

  it('or in variables of one value', () => {
    const one = (value: number) => ({ dims: ['n:1'], data: Int32Array.of(value) })
    const { properties, sources } = described({
      variables: {
        '/orbit_info/orbit_number': one(19769),
        '/orbit_info/rgt': one(150),
        '/orbit_info/cycle_number': one(-1),
        '/pass_number': { dims: ['n:2'], data: Int32Array.of(1, 2) },
      },
    })
    expect(properties).toMatchObject({ orbit: 19769, relativeOrbit: 150 })
    expect(properties).not.toHaveProperty('cycle')
    expect(properties).not.toHaveProperty('pass')
    expect(sources.relativeOrbit).toBe('variable /orbit_info/rgt')
  })
})

it('what is no level or version is not taken for one', () => {
  const { properties } = described({
    attributes: {
      processing_level: 'Taken from native files',
      file_version: 'Level 1 - Quality Controlled Data',
    },
  })
  expect(properties).not.toHaveProperty('level')
  expect(properties).not.toHaveProperty('version')
})
