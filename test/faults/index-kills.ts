/**
 * Kills `oceanid index`, `import` and `watch` again and again and looks each time whether the catalogue is whole:
 * `node test/faults/index-kills.ts [KILLS] [SEED]`. Run by hand; the test suite does the same a few times.
 */
import { killIndexing } from './kill-indexing.ts'

const [kills = 200, seed = 1] = process.argv.slice(2).map(Number)
const result = await killIndexing(kills, seed, 400)
console.log(JSON.stringify(result, undefined, 2))
if (result.faults.length > 0) process.exitCode = 1
