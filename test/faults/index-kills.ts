/**
 * Kills `oceanid index`, `import` and `watch` again and again and looks each time whether the catalogue is whole:
 * `node test/faults/index-kills.ts [KILLS] [SEED]`. Run by hand; the test suite does the same a few times.
 */
import { killIndexing } from './kill-indexing.ts'

const [kills = 200, seed = 1] = process.argv.slice(2).map(Number)
const atOnce = 20
for (let done = 0; done < kills; done += atOnce) {
  const result = await killIndexing(Math.min(atOnce, kills - done), seed + done, {
    files: 200,
    items: 20_000,
  })
  const landed = Object.entries(result.kills).map(
    ([command, { before, within, after }]) =>
      `${command} ${before} before the first commit, ${within} between, ${after} after the last`,
  )
  console.log(`kills ${done + 1} to ${Math.min(done + atOnce, kills)}: ${landed.join('; ')}`)
  console.log(`  ${result.acknowledged} granules acknowledged, ${result.faults.length} faults`)
  for (const fault of result.faults) console.log(`  ${fault}`)
  if (result.faults.length > 0) process.exitCode = 1
}
