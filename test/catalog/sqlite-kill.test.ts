import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { seeded } from '../seeded.ts'
import { faultsAfterKill, killWhilePutting } from './kill-while-putting.ts'

test('what was acknowledged survives kill -9, and nothing is there in part', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-kill-'))
  const path = join(folder, 'killed.db')
  const random = seeded(40)
  let last = -1
  // A busy machine gets less done before each kill.
  for (let round = 0; round < 5 || last <= 5; round++) {
    const before = last
    last = await killWhilePutting(path, last + 1, 20 + 250 * random())
    expect(await faultsAfterKill(path, last)).toEqual([])
    if (round > 0) expect(last).toBeGreaterThanOrEqual(before)
  }
  rmSync(folder, { recursive: true })
})
