import { Client } from '@elastic/elasticsearch'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { missingTool } from './assemble.ts'
import { startNode, type TestNode } from './node.ts'

/** A cluster to test on, with room for catalogues that nobody else uses. */
export interface TestCluster {
  /** Address without a path. */
  url(): string
  /** URL of a catalogue that does not exist yet. */
  newCatalog(): string
  /** For looking behind the store. */
  client(): Client
}

const external = process.env.ELASTICSEARCH_URL?.replace(/\/$/, '')

/**
 * Tests that need Elasticsearch: on the cluster that ELASTICSEARCH_URL names, else on a node that is assembled and started
 * for them. Where neither is possible they are skipped, and said to be; with CI=true that fails.
 */
export async function describeOnCluster(name: string, define: (cluster: TestCluster) => void): Promise<void> {
  const missing = external ? undefined : await missingTool()
  if (missing) return describeSkipped(name, missing)
  describe(name, () => {
    let node: TestNode | undefined
    let client: Client | undefined
    let catalogs = 0
    const run = `test-${process.pid}-${Date.now().toString(36)}`
    beforeAll(async () => {
      node = external ? undefined : await startNode()
      client = new Client({ node: external ?? node!.url, redaction: { type: 'remove' } })
    }, 300_000)
    afterAll(async () => {
      if (external && client) await removeAll(client, run)
      await client?.close()
      await node?.close()
    }, 120_000)
    const url = () => external ?? node!.url
    define({ url, newCatalog: () => `${url()}/${run}-${++catalogs}`, client: () => client! })
  })
}

/** Tests that stop and start the node, which no cluster of somebody else's is there for. */
export async function describeOnNode(name: string, define: (node: () => TestNode) => void): Promise<void> {
  const missing = await missingTool()
  if (missing) return describeSkipped(name, missing)
  describe(name, () => {
    let node: TestNode | undefined
    beforeAll(async () => {
      node = await startNode()
    }, 300_000)
    afterAll(() => node?.close(), 120_000)
    define(() => node!)
  })
}

function describeSkipped(name: string, missing: string): void {
  const reason = `NOT TESTED: ${name}. There is no ${missing} to start an Elasticsearch node with; install Java 17 and Maven, or set ELASTICSEARCH_URL.`
  if (process.env.CI === 'true') {
    test(name, () => {
      throw new Error(reason)
    })
    return
  }
  console.warn(`\n${reason}\n`)
  describe.skip(name, () => test(reason, () => {}))
}

async function removeAll(client: Client, run: string): Promise<void> {
  const indices = Object.keys(await client.indices.get({ index: `${run}-*`, expand_wildcards: 'all' }))
  for (const index of indices) await client.indices.delete({ index })
  await client.indices.deleteIndexTemplate({ name: `${run}-*` })
  await client.cluster.deleteComponentTemplate({ name: `${run}-*` })
}
