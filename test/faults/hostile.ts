/**
 * Sends hostile requests to every route: `node test/faults/hostile.ts [REQUESTS] [SEED]`. Run by hand; the test suite does the same
 * with some hundreds.
 */
import { sendHostile } from './send-hostile.ts'

const [wanted = '100000', seed = '1'] = process.argv.slice(2)
const begin = performance.now()
const { statuses, faults, slowest, heap } = await sendHostile(Number(wanted), Number(seed))
for (const fault of faults.slice(0, 50)) console.log(fault)
const counted = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} x ${status}`)
const [early, late] = heap.map((bytes) => (bytes / 2 ** 20).toFixed(1))
console.log(`${counted.join(', ')}; slowest ${slowest.seconds.toFixed(2)} s: ${slowest.what.slice(0, 200)}`)
console.log(
  `${wanted} hostile requests in ${((performance.now() - begin) / 1000).toFixed(0)} s: ${faults.length} faults, ` +
    `heap ${early} MB after a fifth, ${late} MB at the end`,
)
process.exitCode = faults.length > 0 || slowest.seconds > 10 ? 1 : 0
