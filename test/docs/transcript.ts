import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Shown {
  command: string
  output: string[]
}

/** Commands of a document's first transcript, each with what stands below it. */
export function transcriptOf(document: string): Shown[] {
  const block = /```console\n([\s\S]*?)```/.exec(readFileSync(`${root}${document}`, 'utf8'))?.[1] ?? ''
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command, ...output] = part.trimEnd().split('\n')
      return { command: command!, output }
    })
}

/** Standard output and errors, as a terminal would mix them. */
export function run(command: string, catalog: string): string[] {
  const words = command.replace(/^npx oceanid/, '"$NODE" bin/oceanid.js')
  const env = { ...process.env, NODE: process.execPath, OCEANID_CATALOG: catalog }
  const shell = `{ ${words}; } 2>&1 || true`
  return execFileSync('sh', ['-c', shell], { cwd: root, env, encoding: 'utf8' }).trimEnd().split('\n')
}

/** Files are read side by side and take their time: the order of what is said of them, and the seconds, may differ. */
export function comparable(lines: string[]): string[] {
  return lines.map((line) => line.trimEnd().replace(/ in [\d.]+ s \([\d.]+ files\/s\)/, ' in S')).sort()
}
