import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'oceanid-readme-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Commands of the README's transcript, each with what stands below it. */
function transcript(): { command: string; output: string[] }[] {
  const block = /```console\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? ''
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command, ...output] = part.trimEnd().split('\n')
      return { command: command!, output }
    })
}

/** Standard output and errors, as a terminal would mix them. */
function run(command: string): string[] {
  const words = command.replace(/^npx oceanid/, '"$NODE" bin/oceanid.js')
  const env = {
    ...process.env,
    NODE: process.execPath,
    OCEANID_CATALOG: `sqlite:${join(folder, 'readme.db')}`,
  }
  const shell = `{ ${words}; } 2>&1 || true`
  return execFileSync('sh', ['-c', shell], { cwd: root, env, encoding: 'utf8' }).trimEnd().split('\n')
}

/** Files are read side by side and take their time: the order of what is said of them, and the seconds, may differ. */
function comparable(lines: string[]): string[] {
  return lines.map((line) => line.trimEnd().replace(/ in [\d.]+ s \([\d.]+ files\/s\)/, ' in S')).sort()
}

describe('the transcript of the README', () => {
  it('indexes, and searches', () => {
    expect(transcript().map(({ command }) => command.split(' ')[2])).toEqual(['index', 'search', 'search'])
  })

  it.each(transcript())('is what "$command" prints', ({ command, output }) => {
    expect(comparable(run(command))).toEqual(comparable(output))
  })
})
