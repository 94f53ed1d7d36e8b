import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFiles } from '../../indexer/find-files.ts'

let folder: string

const contents: Record<string, string> = {
  'sst/b.nc': 'CDF\x01',
  'sst/a.NC4': 'anything',
  'sst/deep/er/c.h5': 'anything',
  'sst/README.txt': 'notes',
  'sst/b.nc.md5': '0123',
  'sst/b.nc.gz': '\x1f\x8b',
  'sst/orbit.2015': '\x89HDF\r\n\x1a\n and so on',
  'sst/forecast.grb2': 'GRIB',
  'odd/[x]*.nc': 'CDF\x01',
  'odd/x1.nc': 'CDF\x01',
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-find-'))
  for (const [name, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text, 'latin1')
  }
  symlinkSync(join(folder, 'sst/gone.nc'), join(folder, 'sst/dangling.nc'))
})

afterAll(() => rmSync(folder, { recursive: true }))

async function find(...given: string[]) {
  const found = await findFiles(given.map((path) => join(folder, path)))
  return { ...found, files: found.files.map((file) => relative(folder, file)) }
}

test('a folder gives what is named like data or begins like it, in order, and counts the rest', async () => {
  expect(await find('sst')).toEqual({
    files: [
      'sst/a.NC4',
      'sst/b.nc',
      'sst/b.nc.gz',
      'sst/deep/er/c.h5',
      'sst/forecast.grb2',
      'sst/orbit.2015',
    ],
    passedOver: 2,
    missing: [],
  })
})

test('a file that is named is taken whatever it is, once', async () => {
  expect((await find('sst/README.txt', 'sst/b.nc', 'sst/README.txt')).files).toEqual([
    'sst/README.txt',
    'sst/b.nc',
  ])
})

test('a pattern gives what it matches', async () => {
  expect((await find('sst/**/*.{h5,txt}')).files).toEqual(['sst/README.txt', 'sst/deep/er/c.h5'])
})

test('a name that looks like a pattern and is there is that file alone', async () => {
  expect((await find('odd/[x]*.nc')).files).toEqual(['odd/[x]*.nc'])
})

test('a stray manifest beside products makes no product of the folder that they are in', async () => {
  mkdirSync(join(folder, 'archive/A.SEN3/inner'), { recursive: true })
  mkdirSync(join(folder, 'archive/plain'))
  for (const file of [
    'manifest.safe',
    'A.SEN3/inner/x.nc',
    'A.SEN3/y.nc',
    'plain/xfdumanifest.xml',
    'plain/z.nc',
    'w.nc',
  ]) {
    writeFileSync(join(folder, 'archive', file), 'CDF')
  }
  expect(await find('archive')).toEqual({
    files: ['archive/A.SEN3', 'archive/plain', 'archive/w.nc'],
    passedOver: 1,
    missing: [],
  })
})

test('what is not there is said', async () => {
  const { files, missing } = await find('sst/none.nc', 'sst/*.zarr')
  expect(files).toEqual([])
  expect(missing.map(({ reason }) => reason)).toEqual([
    'no such file or folder',
    'no file matches this pattern',
  ])
})

const restricted = process.getuid?.() !== 0
if (!restricted)
  console.warn('run as root, whom no folder is closed to: what becomes of one that is goes untried')

test.skipIf(!restricted)('a folder that may not be listed is said, and the others are walked', async () => {
  mkdirSync(join(folder, 'closed/inner'), { recursive: true })
  writeFileSync(join(folder, 'closed/open.nc'), '')
  chmodSync(join(folder, 'closed/inner'), 0o000)
  const { files, missing } = await find('closed')
  chmodSync(join(folder, 'closed/inner'), 0o700)
  expect(files).toEqual(['closed/open.nc'])
  expect(missing).toMatchObject([
    { file: expect.stringContaining('inner'), reason: expect.stringContaining('EACCES') },
  ])
})
