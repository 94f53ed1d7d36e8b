import { describe, expect, test } from 'vitest'
import { fixtures, oceanid } from '../../cli/run.ts'
import type { TestCluster } from '../../elasticsearch/cluster.ts'

export function describeCommands(cluster: TestCluster): void {
  describe('on the command line', () => {
    test('files are loaded, found and looked after', async () => {
      const env = { OCEANID_CATALOG: cluster.newCatalog() }
      const run = (...args: string[]) => oceanid(args, '', env)

      const missing = await run('search')
      expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('oceanid catalog init')])
      expect((await run('catalog', 'init')).stderr).toContain('made the catalogue')
      const loaded = await run('index', `${fixtures}granules`, '--bulk-load', '--json')
      expect(loaded.code, loaded.stderr).toBe(0)

      const collections = JSON.parse((await run('collections', '--json')).stdout) as { granules: number }[]
      const granules = collections.reduce((sum, collection) => sum + collection.granules, 0)
      const indexed = loaded.stdout.split('\n').filter((line) => line.includes('"granule"')).length
      expect(granules).toBe(indexed)
      const found = await run('search', '--format', 'ndjson', '--limit', '100')
      expect(found.stdout.trimEnd().split('\n')).toHaveLength(granules)

      const status = JSON.parse((await run('catalog', 'status', '--json')).stdout) as {
        indices: { granules: number }[]
        loads: string[]
      }
      expect(status.indices).toHaveLength(collections.length)
      expect(status.indices.reduce((sum, index) => sum + index.granules, 0)).toBe(granules)
      expect(status.loads).toEqual([])
      const migrated = await run('catalog', 'migrate', '--all')
      expect(migrated.stderr.match(/-000001 -> .*-000002/g)).toHaveLength(collections.length)
      expect((await run('catalog', 'migrate')).stderr).toContain('every index is of the current version')

      const refused = await oceanid(['catalog', 'status', '--catalog', 'sqlite:other.db'])
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('are for Elasticsearch')])
    })
  })
}
