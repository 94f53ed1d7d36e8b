/**
 * Measures what a federated search takes beyond its slowest source: sources that answer after a set delay, asked through a
 * federation and the slowest of them alone, in turn. `node bench/federation.ts [SOURCES] [ROUNDS]`
 */
import { cpus } from 'node:os'
import { buildApp } from '../api/app.ts'
import type { SourceConfiguration } from '../federation/configuration.ts'
import { openFederation } from '../federation/open.ts'
import { serveForeign } from '../test/federation/service.ts'
import { randomGranules } from '../test/random-granules.ts'
import { openScanStore } from '../test/scan-store.ts'
import { seeded } from '../test/seeded.ts'

const [count = 6, rounds = 30] = process.argv.slice(2).map(Number)
const delays = Array.from({ length: count }, (_, i) => 50 + Math.round((250 * i) / Math.max(1, count - 1)))
const services = await Promise.all(
  delays.map((delay, i) =>
    serveForeign(
      randomGranules(seeded(i), 60)
        .map((granule) => ({ ...granule, id: `${i}-${granule.id}` }))
        .sort((a, b) => a.start - b.start),
      { delay },
    ),
  ),
)
const sources = services.map(({ url }, i): SourceConfiguration => {
  return { id: `s${i}`, opensearch: `${url}/description`, private: true }
})
const slowest = { sources: [sources.at(-1)!] }
const [all, one] = (await Promise.all([{ sources }, slowest].map(serve))) as [Portal, Portal]

const times: [number[], number[]] = [[], []]
for (let round = -2; round < rounds; round++) {
  for (const [i, portal] of [all, one].entries()) {
    const took = await ask(portal)
    if (round >= 0) times[i]!.push(took)
  }
}
const [together, alone] = times.map((own) => own.toSorted((a, b) => a - b)[own.length >> 1]!) as [
  number,
  number,
]
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}; ${rounds} rounds, medians
slowest source alone   ${alone.toFixed(1)} ms (it waits ${delays.at(-1)} ms)
${count} sources together    ${together.toFixed(1)} ms
ratio                  ${(together / alone).toFixed(3)}, ${(together - alone).toFixed(1)} ms more (aim: 1.1 times and 20 ms at most)`)
for (const { close } of [...services, all, one]) await close()

interface Portal {
  url: string
  close: () => Promise<unknown>
}

async function serve(configuration: { sources: SourceConfiguration[] }): Promise<Portal> {
  const store = openScanStore()
  const app = await buildApp(store, { federation: (own) => openFederation(configuration, own) })
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() }
}

async function ask({ url }: Portal): Promise<number> {
  const began = performance.now()
  const answer = await fetch(`${url}/federation/granules.atom?count=10`)
  await answer.text()
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`)
  return performance.now() - began
}
