import { execFile } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { buildApp } from '../../api/app.ts'
import { withLinks } from '../../catalog/description/linked-store.ts'
import { openStore } from '../../catalog/open.ts'
import { check } from '../../cli/main.ts'
import { fixtures, oceanid, swath } from '../cli/run.ts'
import { root, wordsOf } from './blocks.ts'

export interface Played {
  code: number
  lines: string[]
}

/** A folder in which the commands of a page are run one after the other, and the server that they talk to. */
export interface Stage {
  play(command: string): Promise<Played>
  close(): Promise<void>
}

/** What tests start from a page: nothing that reaches beyond its folder and the server. */
const harmless = /^(oceanid|npx oceanid|curl|cat|cp|cut|grep|head|ls|mkdir|sed|sh examples\/|sort)\b/

/** @throws Error for a command that tests must not run */
export function refuseOthers(command: string): void {
  const bare = command.replaceAll(/'[^']*'|"[^"]*"/g, 'QUOTED').replace(/(^|\s)#.*$/gm, '')
  const other = bare.split(/\|\|?|&&?|;|\n|\$\(|`/).find((part) => !harmless.test(part.trim()))
  if (other === undefined && !/>\s*\//.test(bare)) return
  throw new Error(
    `"${other?.trim() ?? command}" is not for tests to run: write <!-- not run: why --> before the block`,
  )
}

/** Folders of the examples stand for these below the stage. */
const away = /(?<![\w.$])\/(?=(?:data|etc\/oceanid|var\/lib\/oceanid)\b)/g
const here = /localhost:8080/g

/**
 * @param catalog a catalogue of the fixtures to begin with
 * @param files by name, what else lies in the folder
 */
export function openStage(catalog: string | undefined, files: Record<string, string> = {}): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-docs-'))
  for (const name of ['fixtures', 'collections', 'examples'])
    symlinkSync(join(root, name), join(folder, name))
  for (const name of ['bin', 'data/incoming', 'etc/oceanid', 'var/lib/oceanid'])
    mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['data/sst', 'data/archive/sst'])
    cpSync(join(fixtures, `granules/${swath}.nc`), join(folder, name, `${swath}.nc`))
  for (const name of ['one.nc', 'sample.nc'])
    copyFileSync(join(fixtures, `granules/${swath}.nc`), join(folder, name))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  if (catalog !== undefined) copyFileSync(catalog, join(folder, 'oceanid.db'))
  const launch = `exec '${process.execPath}' '${join(root, 'bin/oceanid.js')}' "$@"`
  script('oceanid', launch)
  script('npx', `shift\n${launch}`)
  const before = process.cwd()
  process.chdir(folder)
  let server: Promise<Server> | undefined

  function script(name: string, text: string): void {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(folder, 'bin', name), 0o755)
  }

  async function play(shown: string): Promise<Played> {
    const { code, lines } = await playHere(shown)
    return { code, lines: lines.map((line) => line.replaceAll(folder, '/home/you')) }
  }

  async function playHere(shown: string): Promise<Played> {
    const command = shown.replaceAll(away, `${folder}/`)
    const words = ownWords(command)
    if (words?.[0] === 'serve') return { code: 0, lines: await check(words).then(() => []) }
    if (words) {
      const { code, stdout, stderr } = await oceanid(words)
      return played(code ?? 1, stdout + stderr)
    }
    if (!here.test(command)) return inShell(command)
    server ??= serve()
    const { host } = await server
    const { code, lines } = await inShell(command.replaceAll(here, host))
    return { code, lines: lines.map((line) => line.replaceAll(host, 'localhost:8080')) }
  }

  function inShell(command: string): Promise<Played> {
    refuseOthers(command)
    const { OCEANID_CATALOG, ...inherited } = process.env
    const env = { ...inherited, PATH: `${join(folder, 'bin')}${delimiter}${inherited.PATH}` }
    const text = `curl() { command curl --fail-with-body --silent --show-error "$@"; }\n{ ${command}\n} 2>&1`
    return new Promise((resolve) => {
      execFile('sh', ['-c', text], { env, maxBuffer: 2 ** 26, timeout: 230_000 }, (error, output) =>
        resolve(played(error ? Number(error.code ?? 1) : 0, output)),
      )
    })
  }

  return {
    play,
    async close() {
      await (await server)?.close()
      process.chdir(before)
      rmSync(folder, { recursive: true })
    },
  }
}

/** The words after `oceanid` where that is all of the command. */
function ownWords(command: string): string[] | undefined {
  const { words, rest } = wordsOf(command)
  const unquoted = command.replaceAll(/'[^']*'/g, '')
  if (rest !== '' || unquoted.includes('$') || /[*?]/.test(unquoted.replaceAll(/"[^"]*"/g, '')))
    return undefined
  const [first, second] = words
  if (first === 'oceanid') return words.slice(1)
  return first === 'npx' && second === 'oceanid' ? words.slice(2) : undefined
}

function played(code: number, output: string): Played {
  return { code, lines: output.trimEnd().split('\n') }
}

interface Server {
  host: string
  close(): Promise<void>
}

async function serve(): Promise<Server> {
  const store = await openStore('sqlite:oceanid.db', { readOnly: true })
  const app = await buildApp(withLinks(store))
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    host: new URL(address).host,
    async close() {
      await app.close()
      await store.close()
    },
  }
}
