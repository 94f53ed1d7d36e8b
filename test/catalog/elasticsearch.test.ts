import { describeOnCluster } from '../elasticsearch/cluster.ts'
import { describeLayout } from './elasticsearch/layout.ts'
import { describeMigrating } from './elasticsearch/migrating.ts'
import { describeWriting } from './elasticsearch/writing.ts'

await describeOnCluster('Elasticsearch', (cluster) => {
  describeLayout(cluster)
  describeWriting(cluster)
  describeMigrating(cluster)
})
