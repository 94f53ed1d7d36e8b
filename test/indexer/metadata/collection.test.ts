import { describe, expect, it } from 'vitest'
import type { GranuleKind } from '../../../catalog/granule.ts'
import { collectAttributes } from '../../../indexer/metadata/attributes.ts'
import { collectionByFileName, draftCollection } from '../../../indexer/metadata/collection.ts'
import { fileNameStem } from '../../../indexer/metadata/product-names.ts'
import { readProperties } from '../../../indexer/metadata/properties.ts'
import type { AttributeValue } from '../../../indexer/readers/dataset.ts'
import { memoryDataset } from '../memory-dataset.ts'

function collectionOf(attributes: Record<string, AttributeValue>, kind: GranuleKind = 'swath', groups = {}) {
  const found = collectAttributes(memoryDataset({ attributes, groups, variables: {} }))
  return draftCollection(found, readProperties(found).properties, kind)?.collection
}

describe('the collection of a file', () => {
  it.each([
    [{ identifier_product_doi: '10.5067/GHAM2-2PR8A' }, '10.5067/GHAM2-2PR8A'],
    [{ doi: 'https://doi.org/10.48670/moi-00021.' }, '10.48670/moi-00021'],
    [{ doi: 'to be assigned' }, undefined],
  ])('takes the DOI of %j', (attributes, doi) => {
    expect(collectionOf({ ShortName: 'SST', ...attributes })?.doi).toBe(doi)
  })

  it.each<[string, Record<string, AttributeValue>, string]>([
    [
      'its GHRSST id',
      { id: 'AMSR2-REMSS-L2P-v8a', uuid: '82c63e6a-1064-4dd8-959a-16e16792a363' },
      'AMSR2-REMSS-L2P-v8a',
    ],
    ['its short name', { ShortName: 'SPL3SMP', id: 'whatever_20200101' }, 'SPL3SMP'],
    [
      'its title where the id is a DOI',
      {
        id: 'https://doi.org/10.7265/sr8p-kc62',
        title: 'Sea Ice Concentration, Version 4',
        platform: 'DMSP',
      },
      'DMSP-Sea-Ice-Concentration-Version-4',
    ],
    [
      'its title where the id is a uuid',
      {
        id: '82c63e6a-1064-4dd8-959a-16e16792a363',
        title: 'MetOp-A ASCAT Level 2 25.0 km Winds',
        platform: 'MetOp-A',
      },
      'MetOp-A-ASCAT-Level-2-25.0-km-Winds',
    ],
    [
      'its title up to a date',
      { title: 'Radar currents, hourly average, 2024-01-01T00:00:00Z' },
      'Radar-currents-hourly-average',
    ],
    [
      'what its own name starts with',
      { id: 'S5P_OFFL_L2__CH4____20190311T101655_20190311T115825_07293_01' },
      'S5P_OFFL_L2__CH4',
    ],
    [
      'what its own name starts with, but for cycle and pass',
      { product_name: 'SW1_L2_LR_SSH_Expert_001_366_20230401T000000_PIC0_01.nc' },
      'SW1_L2_LR_SSH_Expert',
    ],
    [
      'platform, instrument and level',
      { platform: 'NOAA-18', sensor: 'MHS', processing_level: 'Level 1C' },
      'NOAA-18-MHS-L1C',
    ],
  ])('%s', (_, attributes, id) => expect(collectionOf(attributes)?.id).toBe(id))

  it('is the same for every file of a product', () => {
    const file = (date: string, orbit: number) => ({
      id: `S5P_OFFL_L2__NO2____${date}T000000_${orbit}_01`,
      orbit,
      time_coverage_start: date,
      product_version: '1.2',
    })
    expect(collectionOf(file('20200303', 12367))?.id).toBe(collectionOf(file('20210704', 19293))?.id)
  })

  it('does not come from the platform of measurements in situ', () => {
    const float = (code: string) =>
      collectionOf({ title: 'Argo float vertical profile', platform_code: code }, 'profile')
    expect([float('6901234')?.id, float('6905678')?.id]).toEqual([
      'Argo-float-vertical-profile',
      'Argo-float-vertical-profile',
    ])
  })

  it('may be named in a group that describes the data set, not in any other', () => {
    expect(
      collectionOf({}, 'grid', { '/Metadata/DatasetIdentification': { shortName: 'SPL3SMP' } })?.id,
    ).toBe('SPL3SMP')
    expect(collectionOf({}, 'grid', { '/METADATA/instrument': { shortName: 'TROPOMI' } })).toBeUndefined()
  })

  it('is not made up', () => expect(collectionOf({ history: 'made', version: '3' })).toBeUndefined())

  it('brings title, description, licence, keywords and providers', () => {
    expect(
      collectionOf({
        id: 'SST-L2',
        title: 'Sea surface temperature',
        summary: 'From  space.\nDaily.',
        license: 'http://creativecommons.org/licenses/by/4.0/',
        keywords: 'Oceans > Temperature, SST , SST',
        institution: 'An institute',
        creator_url: 'https://institute.example',
      }),
    ).toEqual({
      id: 'SST-L2',
      title: 'Sea surface temperature',
      description: 'From space. Daily.',
      license: 'CC-BY-4.0',
      keywords: ['Oceans > Temperature', 'SST'],
      providers: [{ name: 'An institute', roles: ['producer'], url: 'https://institute.example' }],
    })
  })
})

describe('properties by attributes', () => {
  const propertiesOf = (attributes: Record<string, AttributeValue>) =>
    readProperties(collectAttributes(memoryDataset({ attributes, variables: {} }))).properties

  it('knows the names that agencies write', () => {
    expect(
      propertiesOf({
        mission_name: 'Jason-1',
        altimeter_sensor_name: 'POSEIDON-2',
        cycle_number: 1,
        pass_number: 2,
        absolute_rev_number: 456,
        institution: 'CNES',
      }),
    ).toEqual({
      platform: 'Jason-1',
      instrument: 'POSEIDON-2',
      cycle: 1,
      pass: 2,
      orbit: 456,
      producer: 'CNES',
    })
    expect(
      propertiesOf({ rel_orbit_number: 38, abs_orbit_number: 50315, orbit_direction: 'DESCENDING' }),
    ).toEqual({
      relativeOrbit: 38,
      orbit: 50315,
      direction: 'descending',
    })
  })

  it.each([
    ['Level 2', 'L2'],
    ['02', 'L2'],
    ['2', 'L2'],
    ['L2P', 'L2P'],
    ['NOAA Level 3', 'L3'],
    ['L3 Mapped', 'L3'],
    ['2A', 'L2A'],
    ['L3C', 'L3C'],
    ['Raw', 'Raw'],
  ])('reads the level %s as %s', (text, level) =>
    expect(propertiesOf({ processing_level: text })).toEqual({ level }))

  it('leaves out what says nothing, and counts that are fill values', () => {
    expect(
      propertiesOf({
        platform: 'n/a',
        sensor: 'unknown',
        orbit: -2147483647,
        cycle_number: 1.5,
        pass: 99_999_999,
      }),
    ).toEqual({})
  })

  it('reads when the file was made', () => {
    expect(propertiesOf({ date_created: '20190822T122535Z' })).toEqual({
      created: '2019-08-22T12:25:35.000Z',
    })
  })
})

describe('the beginning of a file name', () => {
  it.each([
    ['NSS.MHSX.NN.D07001.S0000.E0155.B0832728.WI.h5', 'NSS.MHSX.NN'],
    ['aoml_v2019.nc', 'aoml'],
    ['uw_kingair-2005-01-19-113957.nc', 'uw_kingair'],
    ['buoys.nc', 'buoys'],
    ['f97182070958.h5', undefined],
    ['20190101.nc', undefined],
  ])('of %s is %s', (name, stem) => {
    expect(fileNameStem(name)).toBe(stem)
  })
})

describe('a file of which neither the content nor the name says the product', () => {
  it.each([
    ['/archive/reef-buoys/2019/001/20190101.nc', 'reef-buoys'],
    ['/archive/Sea ice/ftp.20190101/41010.nc', 'Sea-ice'],
    ['/archive/reef-buoys/sst_20190101.nc', 'sst'],
    ['/2019/01/20190101.nc', undefined],
  ])('%s goes into %s', (path, id) => {
    expect(collectionByFileName(path)?.collection.id).toBe(id)
  })

  it('goes there with a word', () => {
    expect(collectionByFileName('/archive/reef-buoys/20190101.nc')?.warning).toContain('--collection ID')
  })
})
