import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { globSync } from 'tinyglobby'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '../../cli/main.ts'
import { fixtures, oceanid } from '../cli/run.ts'
import {
  beginsWithout,
  blocksOf,
  filesOf,
  namedInPassing,
  oceanidArguments,
  root,
  wordsOf,
} from './blocks.ts'
import { openStage, refuseOthers, type Stage } from './stage.ts'

const documents = globSync(['*.md', '{docs,examples,fixtures}/**/*.md'], { cwd: root }).sort()
const pages = documents
  .map((page) => ({ page, blocks: blocksOf(page) }))
  .filter(({ blocks }) => blocks.length > 0)

const folder = mkdtempSync(join(tmpdir(), 'oceanid-docs-'))
const demo = join(folder, 'demo.db')
beforeAll(async () => {
  await oceanid(['index', join(fixtures, 'granules'), '--catalog', `sqlite:${demo}`])
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Files are read side by side and take their time: the order of what is said of them, the seconds, and word of the way in between may differ. */
function comparable(lines: string[]): string[] {
  return lines
    .map((line) => line.trimEnd().replace(/ in [\d.]+ s \([\d.]+ files\/s\)/, ' in S'))
    .filter((line) => line !== '' && !/files\/s, .* left, /.test(line))
    .sort()
}

it('there are pages with commands', () => {
  expect(pages.map(({ page }) => page)).toContain('README.md')
  expect(pages.length).toBeGreaterThan(5)
})

it.each(documents)('%s names commands and options that there are', async (page) => {
  for (const given of namedInPassing(page)) {
    const words = wordsOf(given.replaceAll(/[[\]]|\.\.\./g, '')).words
    const failure = await check(words).catch((error: Error) => error.message)
    expect(failure ?? 'sound', given).toMatch(/^(sound|Not enough|init, status)/)
  }
})

it.each([
  'useradd x',
  'oceanid key a && chown x y',
  'cat $(rm x)',
  'ls > /etc/x',
  'npx other',
  'sh x.sh',
])('%s is not run', (command) => {
  expect(() => refuseOthers(command)).toThrow('not for tests')
})

describe.each(pages)('the commands of $page', ({ page, blocks }) => {
  const run = blocks.filter(({ notRun }) => notRun === undefined).flatMap(({ commands }) => commands)
  const others = blocks.filter(({ notRun }) => notRun !== undefined).flatMap(({ commands }) => commands)
  let stage: Stage

  beforeAll(() => {
    stage = openStage(beginsWithout(page) ? undefined : demo, filesOf(page))
  })
  afterAll(() => stage.close())

  it.each(run)('$command', async ({ command, output }) => {
    const { code, lines } = await stage.play(command)
    if (output === undefined) expect({ code, lines: code === 0 ? [] : lines }).toEqual({ code: 0, lines: [] })
    else expect(comparable(lines)).toEqual(comparable(output))
  })

  it.each(
    others.flatMap(({ command }) => oceanidArguments(command)),
  )('is one: oceanid %s', async (...words) => {
    await check(words)
  })
})
