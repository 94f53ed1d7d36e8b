import { describeOnCluster } from '../elasticsearch/cluster.ts'
import { describeLayout } from './elasticsearch/layout.ts'

await describeOnCluster('Elasticsearch', (cluster) => {
  describeLayout(cluster)
})
