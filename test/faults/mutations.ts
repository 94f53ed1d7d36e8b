/**
 * Reads damaged copies of the fixtures, as indexing does, and looks whether each ends in a clear error or an answer:
 * `node test/faults/mutations.ts [FILES] [SEED]`. Run by hand; the test suite does the same with some hundreds.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'
import type { Granule } from '../../catalog/granule.ts'
import { readFiles } from '../../indexer/read-files.ts'
import { mutate } from '../mutate.ts'
import { seeded } from '../seeded.ts'

const [wanted = '2000', seed = '1'] = process.argv.slice(2)
const fixtures = globSync(['granules/*.nc', 'packed/*.nc', 'broken/*.nc'], {
  cwd: fileURLToPath(new URL('../../fixtures/', import.meta.url)),
  absolute: true,
}).sort()
const limits = { timeout: 20_000, memory: 768 * 2 ** 20 }
const options = { jobs: 2, limits, describe: { collection: 'any' } }

const whole = new Map<string, string>()
for await (const outcome of readFiles(fixtures, options)) {
  if ('described' in outcome) whole.set(outcome.file, spell(outcome.described.granule))
}

const folder = mkdtempSync(join(tmpdir(), 'oceanid-mutations-'))
const random = seeded(Number(seed))
const origins: string[] = []
const counts = { refused: 0, same: 0, other: 0, faults: 0 }
const reasons = new Map<string, number>()

function* copies(): Iterable<string> {
  for (let i = 0; i < Number(wanted); i++) {
    const origin = fixtures[i % fixtures.length]!
    const copy = join(folder, `${i}-${basename(origin)}`)
    writeFileSync(copy, mutate(readFileSync(origin), random))
    origins.push(origin)
    yield copy
  }
}

for await (const outcome of readFiles(copies(), options)) {
  const { file, index } = outcome
  if ('described' in outcome) {
    if (spell(outcome.described.granule) === whole.get(origins[index]!)) counts.same++
    else counts.other++
  } else {
    counts.refused++
    const { message } = outcome.error
    const reason = message.replace(/\d+/g, 'N').slice(0, 70)
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    if (/program's fault|not read within|the reading thread/.test(message) || message.length > 400) {
      counts.faults++
      console.log(`${basename(file)}: ${message.slice(0, 300)}`)
    }
  }
  rmSync(file)
}
rmSync(folder, { recursive: true })
for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 20))
  console.log(`${count} x ${reason}`)
console.log(
  `${wanted} damaged files: ${counts.refused} refused, ${counts.same} answered as the whole ones are, ` +
    `${counts.other} answered otherwise, ${counts.faults} at fault`,
)
process.exitCode = counts.faults > 0 ? 1 : 0

function spell({ kind, start, end, bbox, collection }: Granule): string {
  return JSON.stringify([kind, start, end, bbox, collection])
}
