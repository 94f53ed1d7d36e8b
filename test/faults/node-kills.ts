/**
 * Kills an Elasticsearch node under `import`, `import --bulk-load`, `index`, `export` and searches again and again, and looks each time
 * whether the catalogue is whole: `node test/faults/node-kills.ts [KILLS] [SEED]`. Run by hand.
 */
import { killNode } from './kill-node.ts'

const [kills = 28, seed = 1] = process.argv.slice(2).map(Number)
const { runs, acknowledged, searched, faults } = await killNode(
  kills,
  seed,
  { files: 40, items: 4000 },
  console.log,
)
for (const [command, { completed, told }] of Object.entries(runs)) {
  console.log(`${command}: ${completed} came to their end, ${told} said that the node is away`)
}
console.log(
  `${kills} kills, ${acknowledged} granules acknowledged before or after, ${searched.answered} searches answered and ` +
    `${searched.away} told that the node is away, ${faults.length} faults`,
)
for (const fault of faults) console.log(fault)
if (faults.length > 0) process.exitCode = 1
