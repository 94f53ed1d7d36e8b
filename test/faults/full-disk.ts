/**
 * Imports into a catalogue on a small disk until it is full, looks at what is there, makes the disk larger and imports again:
 * `node test/faults/full-disk.ts [ROUNDS] [SEED]`. It mounts file systems in memory, so it runs as root, by hand; the test suite does
 * the same with a limit on the size of files.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { oceanidApart } from '../cli/run.ts'
import { seeded } from '../seeded.ts'
import { faultsWithoutRoom, keysIn, writeParts } from './without-room.ts'

const [rounds = 10, seed = 1] = process.argv.slice(2).map(Number)
const random = seeded(seed)
const folder = mkdtempSync(join(tmpdir(), 'oceanid-full-disk-'))
const disk = join(folder, 'disk')
mkdirSync(disk)
const parts = writeParts(folder, 8, seed)
const all = [...parts.values()].flat()
let faulty = 0
try {
  for (let round = 0; round < rounds; round++) {
    const size = Math.floor(2_000_000 + 4_000_000 * random())
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk])
    try {
      const path = join(disk, 'granules.db')
      const args = ['import', ...parts.keys(), '--json', '--catalog', `sqlite:${path}`]
      const ran = await oceanidApart(args)
      // To open a catalogue takes some room too.
      execFileSync('mount', ['-o', 'remount,size=256m', disk])
      const faults = await faultsWithoutRoom(ran, parts, path)
      const again = await oceanidApart(args)
      const stored = await keysIn(path)
      if (again.code !== 0) faults.push(`with room the import ended with ${again.code}: ${again.stderr}`)
      if (stored.size !== all.length) faults.push(`with room ${stored.size} of ${all.length} are there`)
      faulty += Number(faults.length > 0)
      const files = ran.stdout.match(/"event":"file"/g)?.length ?? 0
      console.log(
        `${size} bytes: full after ${files} of ${parts.size} parts; ${faults.join('; ') || 'sound'}`,
      )
    } finally {
      execFileSync('umount', [disk])
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}
console.log(`${rounds} full disks, ${faulty} times something was wrong`)
process.exitCode = faulty > 0 ? 1 : 0
