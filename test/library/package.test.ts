import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'oceanid-package-'))
const [app, other] = [join(folder, 'app'), join(folder, 'node-22')]
const npm = (cwd: string, ...args: string[]) =>
  run('npm', [...args, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd })
const nodes = { 22: join(other, 'node_modules/.bin/node'), 24: process.execPath }
const example = 'rows-at-a-place.ts'

const answers = await registryAnswers()
if (!answers)
  console.warn('SKIPPED: the registry of npm does not answer, so the package is not installed anywhere')
const whereNpmAnswers = describe.runIf(answers)

async function registryAnswers(): Promise<boolean> {
  const registry = await run('npm', ['config', 'get', 'registry']).catch(() => undefined)
  const asked = registry && fetch(registry.stdout.trim(), { signal: AbortSignal.timeout(10_000) })
  return (await asked?.catch(() => undefined))?.ok === true
}

afterAll(() => rmSync(folder, { recursive: true }))

whereNpmAnswers('the package, installed in a clean folder', () => {
  beforeAll(async () => {
    for (const made of [app, other]) {
      mkdirSync(made)
      const manifest = { private: true, type: 'module', allowScripts: { node: true } }
      writeFileSync(join(made, 'package.json'), JSON.stringify(manifest))
    }
    copyFileSync(join(root, 'examples', example), join(app, example))
    await Promise.all([
      npm(root, 'pack', '--pack-destination', folder).then(installPacked),
      npm(other, 'install', 'node@22'),
    ])
  }, 300_000)

  const installPacked = () => {
    const packed = readdirSync(folder).find((name) => name.endsWith('.tgz'))!
    return npm(app, 'install', join(folder, packed))
  }

  describe.each(Object.entries(nodes))('on Node %s', (version, node) => {
    it('is a library', async () => {
      expect((await run(node, ['--version'])).stdout).toMatch(`v${version}.`)
      const granules = 'node_modules/oceanid/fixtures/granules'
      const { stdout } = await run(node, [example, granules, '37.3', '65.3', '300'], { cwd: app })
      expect(stdout.split('\n')).toEqual([
        '21 granules, 0 files that cannot be read',
        '2025-06-01T00:00:00.000Z 20250601120000-OCEANID-L4_GHRSST-SSTfnd-DEMO-GLOB-v02.1-fv01.0.nc rows 75..79',
        '2025-06-01T00:06:53.550Z DEMO3_DALT_2P_C012_P001_20250601000653_20250601010253.nc rows 320..336',
        '2025-06-01T02:55:32.250Z DEMO3_DALT_2P_C012_P004_20250601025532_20250601035132.nc rows 0..24',
        '2025-06-02T00:00:00.000Z 20250602120000-OCEANID-L4_GHRSST-SSTfnd-DEMO-GLOB-v02.1-fv01.0.nc rows 75..79',
        'DEMO3_DALT_2P_C012_P001_20250601000653_20250601010253 crosses DEMO3_DALT_2P_C012_P004_20250601025532_20250601035132 at 37.34 65.33, 6973 s apart',
        '',
      ])
    })

    it('is a command that serves', async () => {
      const catalog = `sqlite:${join(folder, `node-${version}.db`)}`
      const args = [
        'node_modules/oceanid/bin/oceanid.js',
        'serve',
        '--demo',
        '--port',
        '0',
        '--catalog',
        catalog,
      ]
      const server = spawn(node, args, { cwd: app, stdio: ['ignore', 'pipe', 'inherit'] })
      let address: string | undefined
      for await (const line of createInterface(server.stdout)) {
        address = /STAC API\s+(\S+)/.exec(line)?.[1]
        if (address) break
      }
      const answer = await fetch(`${address}/search?limit=1`)
      expect(await answer.json()).toMatchObject({ numberMatched: 21, numberReturned: 1 })
      server.kill('SIGTERM')
      expect(await once(server, 'exit')).toEqual([0, null])
    })
  })

  it('has types that a strict program is checked against, its own included', async () => {
    const options = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
      module: 'nodenext',
      target: 'es2024',
      lib: ['esnext'],
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    }
    const [, shown] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/library.md'), 'utf8'))!
    writeFileSync(join(app, 'shown.ts'), shown!)
    const project = { compilerOptions: options, files: [example, 'shown.ts'] }
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify(project))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const checked = await run(process.execPath, [tsc, '-p', app]).catch((error: { stdout: string }) => error)
    expect(checked.stdout).toBe('')
  })
})
