import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixtures, oceanid } from '../cli/run.ts'
import { faultsWithoutRoom, keysIn, oceanidAfter, writeParts } from './without-room.ts'

/** Nobody: the superuser may write what is read-only. */
const uid = process.getuid?.() === 0 ? 65_534 : undefined
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-without-room-'))
})
afterAll(() => {
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o755)
  rmSync(folder, { recursive: true })
})

test('an import for which there is no room says so, keeps what it acknowledged, and completes when there is', async () => {
  const parts = writeParts(folder, 6, 3)
  const path = join(folder, 'small.db')
  const args = ['import', ...parts.keys(), '--json', '--catalog', `sqlite:${path}`]
  // Blocks of 512 bytes; a file that would be larger is not written on.
  const ran = await oceanidAfter('ulimit -f 4000', args)
  expect(await faultsWithoutRoom(ran, parts, path)).toEqual([])
  expect(ran.stderr).not.toMatch(/\n\s+at /)
  const again = await oceanid(args)
  expect(again.code).toBe(0)
  expect(await keysIn(path)).toEqual(new Set([...parts.values()].flat()))
})

test('a folder and a catalogue that may only be read are told, and nothing is lost', async () => {
  const archive = join(folder, 'archive')
  mkdirSync(archive)
  const pass = readdirSync(join(fixtures, 'granules')).find((name) => name.includes('DALT'))!
  copyFileSync(join(fixtures, 'granules', pass), join(archive, pass))
  const path = join(archive, 'granules.db')
  expect((await oceanid(['index', join(archive, pass), '--catalog', `sqlite:${path}`])).code).toBe(0)
  const before = await keysIn(path)
  chmodSync(folder, 0o755)
  chmodSync(path, 0o444)
  chmodSync(archive, 0o555)
  const run = (...args: string[]) => oceanidAfter('true', args, uid)
  const writing = [
    ['index', join(archive, pass), '--force', '--catalog', `sqlite:${path}`],
    ['index', join(archive, pass), '--catalog', `sqlite:${join(archive, 'new.db')}`],
    ['index', join(archive, pass), '--output', join(archive, 'new.ndjson')],
  ]
  for (const args of writing) {
    const ran = await run(...args)
    expect(ran.code, args.join(' ')).toBe(2)
    expect(ran.stderr, args.join(' ')).toMatch(/can only be read|cannot be opened|cannot write/)
    expect(ran.stderr).not.toMatch(/\n\s+at |unforeseen/)
  }
  expect(readdirSync(archive).sort()).toEqual([pass, 'granules.db'].sort())
  chmodSync(archive, 0o755)
  chmodSync(path, 0o644)
  expect(await keysIn(path)).toEqual(before)
})
