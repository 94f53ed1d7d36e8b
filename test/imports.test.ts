import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * What each folder may import of the project, beside itself; a folder is named by its path and stands for the files
 * right in it. A single file may have its own line.
 */
const table: Record<string, string[]> = {
  catalog: ['catalog/geometry'],
  'catalog/granule.ts': ['catalog/geometry', 'catalog/description'],
  'catalog/description': ['catalog', 'catalog/parse'],
  'catalog/open.ts': ['catalog', 'catalog/sqlite', 'catalog/elasticsearch'],
  'catalog/geometry': ['catalog'],
  'catalog/parse': ['catalog', 'catalog/geometry'],
  'catalog/drawing': ['catalog', 'catalog/geometry'],
  'catalog/aggregate': ['catalog', 'catalog/geometry'],
  'catalog/cql2': ['catalog', 'catalog/geometry', 'catalog/parse'],
  'catalog/stac': ['catalog', 'catalog/geometry', 'catalog/parse', 'catalog/track', 'catalog/description'],
  'catalog/geoparquet': ['catalog', 'catalog/geometry', 'catalog/stac'],
  'catalog/pixels': ['catalog', 'catalog/geometry', 'catalog/track'],
  'catalog/track': ['catalog', 'catalog/geometry'],
  'catalog/crossovers': [
    'catalog',
    'catalog/geometry',
    'catalog/parse',
    'catalog/track',
    'catalog/pixels',
    'catalog/crossovers/tracks',
  ],
  'catalog/crossovers/matchups': [
    'catalog',
    'catalog/geometry',
    'catalog/parse',
    'catalog/crossovers',
    'federation',
  ],
  'catalog/crossovers/index.ts': ['catalog', 'catalog/crossovers'],
  'catalog/crossovers/tracks': ['catalog', 'catalog/geometry', 'catalog/track', 'catalog/crossovers'],
  'catalog/prediction': ['catalog', 'catalog/geometry', 'catalog/track'],
  'catalog/prediction/predicted-source.ts': ['catalog', 'catalog/crossovers', 'catalog/prediction'],
  'catalog/gazetteer': ['catalog', 'catalog/geometry', 'catalog/parse'],
  'catalog/usage': ['catalog/geometry'],
  'catalog/usage/open.ts': ['catalog', 'catalog/sqlite', 'catalog/elasticsearch', 'catalog/usage'],
  'catalog/sqlite': ['catalog', 'catalog/aggregate', 'catalog/geometry'],
  'catalog/sqlite/usage.ts': ['catalog', 'catalog/sqlite', 'catalog/usage'],
  'catalog/elasticsearch': ['catalog', 'catalog/aggregate', 'catalog/geometry'],
  'catalog/elasticsearch/usage.ts': ['catalog', 'catalog/elasticsearch', 'catalog/usage'],
  'indexer/readers': ['catalog', 'indexer/readers/hdf5'],
  'indexer/readers/hdf5': ['catalog', 'indexer/readers'],
  'indexer/swath': [
    'catalog',
    'catalog/description',
    'indexer',
    'indexer/readers',
    'indexer/metadata',
    'indexer/swath/projection',
  ],
  'indexer/swath/projection': [],
  'indexer/metadata': ['catalog', 'catalog/description', 'indexer', 'indexer/readers'],
  'indexer/footprint': [
    'catalog',
    'catalog/drawing',
    'catalog/geometry',
    'catalog/pixels',
    'catalog/track',
    'indexer',
  ],
  indexer: [
    'catalog',
    'catalog/description',
    'indexer/readers',
    'indexer/swath',
    'indexer/metadata',
    'indexer/footprint',
  ],
  'indexer/items': ['catalog', 'catalog/description', 'catalog/stac', 'indexer'],
  federation: [
    'catalog',
    'catalog/description',
    'catalog/geometry',
    'catalog/parse',
    'federation/opensearch',
    'federation/stac',
  ],
  'federation/opensearch': ['catalog', 'catalog/geometry', 'catalog/parse', 'federation'],
  'federation/stac': ['catalog', 'federation', 'federation/opensearch'],
  library: [
    'catalog',
    'catalog/cql2',
    'catalog/crossovers',
    'catalog/description',
    'catalog/gazetteer',
    'catalog/geometry',
    'catalog/parse',
    'catalog/pixels',
    'indexer',
  ],
  fixtures: ['fixtures/products'],
  'fixtures/products': ['fixtures'],
}

/** Folders whose inner folders follow the same rule. */
const wide: Record<string, string[]> = {
  api: [
    'catalog',
    'catalog/geometry',
    'catalog/drawing',
    'catalog/aggregate',
    'catalog/parse',
    'catalog/pixels',
    'catalog/cql2',
    'catalog/stac',
    'catalog/geoparquet',
    'catalog/description',
    'catalog/usage',
    'catalog/gazetteer',
    'federation',
    'catalog/crossovers',
    'catalog/crossovers/matchups',
    'catalog/prediction',
  ],
  web: [],
}

/** Packages that belong to one part alone. */
const packages: Record<string, string[]> = {
  'node:sqlite': ['catalog/sqlite'],
  '@elastic/elasticsearch': ['catalog/elasticsearch'],
  fastify: ['api'],
  h5wasm: ['indexer/readers', 'fixtures'],
  yargs: ['cli'],
  'cli-progress': ['cli'],
  'clipper2-ts': ['catalog/geometry'],
  'satellite.js': ['catalog/prediction'],
  'hyparquet-writer': ['catalog/geoparquet'],
}

const sources = globSync(['{catalog,indexer,federation,library,api,cli,fixtures}/**/*.ts', 'web/**/*.js'], {
  cwd: root,
}).sort()

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = text.matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*'([^']+)'/g)
  return [...found].map(([, name]) => name!)
}

function projectImports(file: string): string[] {
  return importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(file), name)))
}

function mayImport(file: string, imported: string): boolean {
  const [from, to] = [dirname(file), dirname(imported)]
  const top = from.split('/')[0]!
  if (top === 'cli') return true
  if (top in wide) return to.split('/')[0] === top || wide[top]!.includes(to)
  const allowed = table[file] ?? table[from]
  return from === to || allowed?.includes(to) === true
}

test('the reading of imports sees what is there', () => {
  expect(projectImports('cli/main.ts')).toContain('cli/commands/search.ts')
  expect(importsOf('indexer/reading-thread.ts')).toContain('node:worker_threads')
  expect(mayImport('api/app.ts', 'indexer/pipeline.ts')).toBe(false)
  expect(mayImport('indexer/pipeline.ts', 'cli/main.ts')).toBe(false)
  expect(mayImport('catalog/granule.ts', 'catalog/sqlite/store.ts')).toBe(false)
})

test('files import only what their folder may', () => {
  const refused = sources.flatMap((file) =>
    projectImports(file)
      .filter((imported) => !mayImport(file, imported))
      .map((imported) => `${file} imports ${imported}`),
  )
  expect(refused).toEqual([])
})

test('no file comes back to itself by what it imports, types included', () => {
  const left = new Map(
    sources.map((file) => [file, projectImports(file).filter((one) => sources.includes(one))]),
  )
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const [file, imported] of left) {
      if (!imported.some((one) => left.has(one))) left.delete(file)
    }
  }
  expect([...left.keys()]).toEqual([])
})

test('packages are left to the part they belong to', () => {
  const refused = sources.flatMap((file) =>
    importsOf(file)
      .filter((name) => {
        const known = Object.keys(packages).find((one) => name === one || name.startsWith(`${one}/`))
        return known !== undefined && !packages[known]!.some((folder) => file.startsWith(`${folder}/`))
      })
      .map((name) => `${file} imports ${name}`),
  )
  expect(refused).toEqual([])
})

test('the command line alone reads the environment', () => {
  const readers = sources.filter((file) => /\bprocess\.env\b/.test(readFileSync(join(root, file), 'utf8')))
  expect(readers.filter((file) => !file.startsWith('cli/'))).toEqual([])
})
