import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { inShard } from '../../indexer/shard.ts'
import { fixtures, swath } from '../cli/run.ts'

const text = readFileSync(new URL('../../docs/archives.md', import.meta.url), 'utf8')
const blocksOf = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, block]) => block!)
const launcher = fileURLToPath(new URL('../../bin/oceanid.js', import.meta.url))
const part = Array.from({ length: 64 }, (_, i) => i + 1).find((number) =>
  inShard(`${swath}.nc`, { number, of: 64 }),
)!
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-jobs-'))
  mkdirSync(join(folder, 'archive'))
  cpSync(join(fixtures, 'granules', `${swath}.nc`), join(folder, 'archive', `${swath}.nc`))
  const command = join(folder, 'oceanid')
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`)
  chmodSync(command, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true }))

const jobs = blocksOf('sh').filter((block) => block.startsWith('#!/bin/sh'))

test('there are two scripts of job arrays', () => expect(jobs).toHaveLength(2))

test.each(jobs)('the job array runs as it stands:\n%s', (script) => {
  rmSync(join(folder, 'parts'), { recursive: true, force: true })
  const { OCEANID_CATALOG, ...inherited } = process.env
  const ran = spawnSync('sh', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...inherited,
      PATH: `${folder}${delimiter}${inherited.PATH}`,
      ARCHIVE: join(folder, 'archive'),
      SLURM_ARRAY_TASK_ID: String(part),
      PBS_ARRAY_INDEX: String(part),
      PBS_O_WORKDIR: folder,
    },
  })
  expect(ran).toMatchObject({ status: 0, stderr: '' })
  expect(ran.stdout).toMatch(/^1 granule indexed/)
  expect(existsSync(join(folder, 'parts', `${part}.ndjson.gz`))).toBe(true)
})

test('the indexed job has a part for each index', () => {
  const job = parse(blocksOf('yaml')[0]!) as {
    spec: { completions: number; template: { spec: { containers: { args: string[] }[] } } }
  }
  const [script] = job.spec.template.spec.containers[0]!.args
  expect(script).toContain(`--shard $part/${job.spec.completions} `)
})
