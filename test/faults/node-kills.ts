/**
 * Kills an Elasticsearch node under `import`, `import --bulk-load`, `index`, `export` and searches again and again, and looks each time
 * whether the catalogue is whole: `node test/faults/node-kills.ts [KILLS] [SEED]`. Run by hand.
 */
import { killNode } from './kill-node.ts'

const [kills = 28, seed = 1] = process.argv.slice(2).map(Number)
const sizes = { files: 24, items: 2000 }
const result = await killNode(kills, seed, sizes, console.log)
for (const [command, { before, within, after, completed }] of Object.entries(result.kills)) {
  const landed = `${before} before anything was acknowledged, ${within} in between, ${after} after the end`
  console.log(`${command}: ${landed}; ${completed} came to their end all the same`)
}
const { acknowledged, searched, faults } = result
console.log(
  `${kills} kills, ${acknowledged} granules acknowledged, ${searched.answered} searches answered and ` +
    `${searched.away} told that the node is away, ${faults.length} faults`,
)
for (const fault of faults) console.log(fault)
if (faults.length > 0) process.exitCode = 1
