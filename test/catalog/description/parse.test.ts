import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { completeDescription } from '../../../catalog/description/complete.ts'
import { parseDescriptions } from '../../../catalog/description/parse.ts'
import type { Description } from '../../../catalog/description/schema.ts'
import { schemaDocument } from '../../../catalog/description/schema-document.ts'

const examples = fileURLToPath(new URL('../../../collections/', import.meta.url))
const exampleFiles = readdirSync(examples).filter((name) => name.endsWith('.yaml'))
const validate = new Ajv({ strict: false }).compile(schemaDocument())

const problemsOf = (text: string) =>
  parseDescriptions(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`)

test('the schema in the repository is that of the code: oceanid collections schema writes it', () => {
  const kept: unknown = JSON.parse(readFileSync(`${examples}collection.schema.json`, 'utf8'))
  expect(kept).toEqual(schemaDocument())
})

test('every member of the schema says what it is for', () => {
  const { properties } = schemaDocument() as { properties: Record<string, { description?: string }> }
  const silent = Object.keys(properties).filter((name) => properties[name]!.description === undefined)
  expect(silent).toEqual([])
})

describe.each(exampleFiles)('%s', (name) => {
  const text = readFileSync(examples + name, 'utf8')

  test('is sound, names its schema, and another validator agrees', () => {
    expect(problemsOf(text)).toEqual([])
    expect(text).toContain('# yaml-language-server: $schema=collection.schema.json')
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true)
  })

  test('is the same description again when it is completed and written', () => {
    const [collection] = parseDescriptions(text).collections
    expect(parseDescriptions(stringify(collection)).collections).toEqual([collection])
  })
})

describe('a description', () => {
  test('needs an id alone', () => {
    expect(parseDescriptions('id: SST').collections).toEqual([
      { id: 'SST', title: 'SST', description: 'SST', license: 'other', keywords: [], providers: [] },
    ])
  })

  test('may give one or several, and is kept with several', () => {
    const one: Description = { id: 'A', platform: 'P', href: 'https://x.org/{id}' }
    const several: Description = { id: 'A', platform: ['P'], href: [{ href: 'https://x.org/{id}' }] }
    expect(completeDescription(one)).toEqual(completeDescription(several))
  })

  test('comes one a document, and those that are sound are given beside those that are not', () => {
    const { collections, problems } = parseDescriptions('id: A\n---\nid: B\ntitel: x\n---\nid: C\n')
    expect(collections.map(({ id }) => id)).toEqual(['A', 'C'])
    expect(problems).toHaveLength(1)
  })
})

describe('what is wrong is told with its line and what to do', () => {
  test.each([
    ['', /^1:1 there is no description in it: "oceanid collections init/],
    ['5', /^1:1 the document/],
    ['title: x', /^1:1 the document has no id/],
    ['id: x\ntitel: y', /^2:1 titel is not known here: the members are .*title/],
    ['id: a b', /^1:1 id "a b" does not fit\. .*without blanks/],
    ['id: x\nlevel: 2', /^2:1 level 2 is no text: put it in quotes/],
    ['id: x\npartition: day', /^2:1 partition "day" does not fit\. It is one of none, year, month/],
    ['id: x\nfiles:\n  pattern: {start:%Y}', /^3:3 files\.pattern is a mapping; .*wants quotes/],
    ['id: x\nfiles:\n  pattern: {start:%Y}_x.nc', /^3:\d+ .*wants quotes/],
    ['id: x\nfiles:\n  pattern: "{start:%Q}"', /^3:3 files\.pattern .*%Q is not known/],
    ['id: x\nfiles:\n  pattern: ["a", "{cycle:z}"]', /^3:18 files\.pattern\[1\] .*the format is/],
    ['id: x\nfiles: {companions: "{id}_*"}', /wants a pattern/],
    ['id: x\nfiles:\n  pattern: "{a}.nc"\n  companions: "{b}_*"', /^4:3 .*\{b\} is no field of the pattern/],
    ['id: x\nfiles: {longitude: x}', /^2:1 files names one of longitude and latitude/],
    ['id: x\nroot: data', /^2:1 root is an absolute path/],
    ['id: x\nhref: www.x.org/{id}', /^2:1 href .*does not fit/],
    ['id: x\nhref: https://{id}/x', /^2:1 href .*does not fit/],
    ['id: x\nhref:\n  - https://x.org/{id}\n  - https://x.org/../{id}', /^4:5 href\[1\] has a part \.\./],
    ['id: x\nhref: https://x.org/{path}', /\{path\} is counted from the folder "root"/],
    ['id: x\nhref: https://x.org/{cylce}', /\{cylce\} is not known: the fields are .*cycle/],
    ['id: x\nhref:\n  - href: https://x.org/{id}\n    type: 3', /^4:5 href\[0\]\.type 3 is no text/],
    ['id: x\nproperties:\n  start: {type: string}', /^3:3 properties\.start is known of every granule/],
    [
      'id: x\nproperties:\n  a: {type: int}',
      /^3:7 properties\.a\.type "int" does not fit\. It is one of string/,
    ],
    ['id: x\nproperties:\n  a: {type: number, value: b}', /properties\.a\.value is not of the type number/],
    ['id: x\nfootprint: {tolerance: -1}', /^2:13 footprint\.tolerance -1 does not fit\. .*kilometres/],
    ['id: x\ndoi: https://doi.org/10.5067/X', /^2:1 doi .*does not fit\. 10\.5067/],
    ['id: x\nproviders:\n  - roles: [producer]', /^3:5 providers\[0\] has no name/],
    ['id: x\n---\nid: x', /^3:1 id x is that of another/],
    ['id: x\nid: y', /^2:1 .*unique/],
    ['id: &a [*a]', /^1:\d+ /],
  ])('%j', (text, expected) => {
    const problems = problemsOf(text)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems[0]).toMatch(expected)
  })

  test('aliases that would fill the memory are no description', () => {
    const lines = Array.from(
      { length: 30 },
      (_, i) => `  a${i}: &a${i} [${`*a${i - 1},`.repeat(i > 0 ? 9 : 0)}x]`,
    )
    expect(problemsOf(`id: x\nproperties:\n${lines.join('\n')}`)).toEqual([
      expect.stringMatching(/cannot be read: .*alias/),
    ])
  })

  test('all of it at once', () => {
    const many = Array.from({ length: 30 }, (_, i) => `  p${i}: {type: int}`).join('\n')
    expect(problemsOf(`id: x\nproperties:\n${many}\ntitel: y`)).toHaveLength(31)
  })
})
