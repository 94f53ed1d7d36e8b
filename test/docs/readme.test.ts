import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { comparable, run, transcriptOf } from './transcript.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-docs-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.each([
  ['README.md', ['index', 'search', 'search', 'crossovers']],
  ['docs/crossovers.md', ['index', 'crossovers', 'crossovers', 'crossovers', 'crossovers', 'search']],
])('the transcript of %s', (document, commands) => {
  const catalog = `sqlite:${join(folder, document.replaceAll('/', '-'))}.db`

  it(`has ${commands.join(', ')}`, () => {
    expect(transcriptOf(document).map(({ command }) => command.split(' ')[2])).toEqual(commands)
  })

  it.each(transcriptOf(document))('is what "$command" prints', ({ command, output }) => {
    expect(comparable(run(command, catalog))).toEqual(comparable(output))
  })
})
