import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readGranuleFile } from '../../../indexer/read-file.ts'
import { lacksLibrary, useLibrary } from '../../../indexer/readers/hdf5-module.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../../../fixtures/${name}`, import.meta.url))
const options = { collection: 'any' }

test('the library is started for the first files that only it can read, however many there are at once', async () => {
  await readGranuleFile(fixture('granules/DEMO_FLOAT_9900001_prof.nc'), options)
  expect(lacksLibrary()).toBe(false)
  const packed = ['zstd', 'bzip2'].map((name) => readGranuleFile(fixture(`packed/${name}.nc`), options))
  for (const { observation } of await Promise.all(packed)) {
    expect(observation.parts[0]!.lat.length).toBeGreaterThan(0)
  }
  expect(useLibrary().Module).toBeDefined()
})
