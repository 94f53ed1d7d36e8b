import { vi } from 'vitest'
import { openElasticsearchStore } from '../../catalog/elasticsearch/store.ts'
import { openUsage } from '../../catalog/usage/open.ts'
import { describeStacApi } from '../api/stac/engine-contract.ts'
import { describeRelocating } from '../cli/relocating.ts'
import { describeOnCluster } from '../elasticsearch/cluster.ts'
import { describeStore } from './contract.ts'
import { describeMatchups } from './crossovers/describe-matchups.ts'
import { describeExactly } from './crossovers/exact-contract.ts'
import { describeSweep } from './crossovers/sweep-contract.ts'
import { describeCommands } from './elasticsearch/commands.ts'
import { describeFootprints } from './elasticsearch/footprints.ts'
import { describeLayout } from './elasticsearch/layout.ts'
import { describeMigrating } from './elasticsearch/migrating.ts'
import { describeMoving } from './elasticsearch/moving.ts'
import { describeWriting } from './elasticsearch/writing.ts'
import { describeKeeping } from './usage/keeping.ts'

// Thousands of searches, each a request: a busy machine takes minutes for the longest test.
vi.setConfig({ testTimeout: 300_000 })

await describeOnCluster('Elasticsearch', (cluster) => {
  // Each search is a request or several; the embedded engine is asked the same questions and more.
  describeStore('the contract', () => openElasticsearchStore(cluster.newCatalog()), { searches: 150 })
  describeSweep('the same crossovers', () => openElasticsearchStore(cluster.newCatalog()), {
    requests: 12,
    paged: 2,
    pages: 15,
  })
  describeMatchups('observations have the matches that every segment of every granule gives', () =>
    openElasticsearchStore(cluster.newCatalog()),
  )
  describeExactly('the same crossovers', () => openElasticsearchStore(cluster.newCatalog()))
  describeLayout(cluster)
  describeWriting(cluster)
  describeMoving(cluster)
  describeMigrating(cluster)
  describeCommands(cluster)
  describeFootprints(cluster)
  describeRelocating('a moved archive', () => openElasticsearchStore(cluster.newCatalog()))
  const catalogs = new Map<string, string>()
  describeKeeping('statistics of use in an index', (name) => {
    const catalog = catalogs.get(name) ?? cluster.newCatalog()
    catalogs.set(name, catalog)
    return openUsage(catalog)
  })
  describeStacApi('the STAC API answers as over the linear scan', () =>
    openElasticsearchStore(cluster.newCatalog()),
  )
})
