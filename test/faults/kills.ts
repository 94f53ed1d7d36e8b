/**
 * Kills a process that puts granules, again and again, and looks each time whether the catalogue is whole:
 * `node test/faults/kills.ts [KILLS] [SEED]`. Run by hand; the test suite does the same a few times.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faultsAfterKill, killWhilePutting } from '../catalog/kill-while-putting.ts'
import { seeded } from '../seeded.ts'

const [kills = '100', seed = '1'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'oceanid-kills-'))
const random = seeded(Number(seed))
let faulty = 0
let batches = 0
for (let round = 0, last = -1; round < Number(kills); round++) {
  const path = join(folder, `${Math.floor(round / 20)}.db`)
  if (round % 20 === 0) last = -1
  const before = last
  last = await killWhilePutting(path, last + 1, 600 * random())
  batches += last - before
  const faults = await faultsAfterKill(path, last)
  faulty += Number(faults.length > 0)
  for (const fault of faults) console.log(`kill ${round}: ${fault}`)
}
rmSync(folder, { recursive: true })
console.log(`${kills} kills, ${batches} batches acknowledged, ${faulty} times something was wrong`)
process.exitCode = faulty > 0 ? 1 : 0
