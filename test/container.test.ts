import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'oceanid-image-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what the image is made of is enough to index and to serve', async () => {
  const copied = read('Dockerfile')
    .matchAll(/^COPY (.+) (\S+)$/gm)
    .flatMap(([, from, to]) => from!.split(' ').map((name) => [name, to === './' ? name : to!]))
  for (const [from, to] of copied) cpSync(join(root, from!), join(folder, to!), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const env = { ...process.env, OCEANID_CATALOG: `sqlite:${join(folder, 'a.db')}` }
  const server = spawn(process.execPath, [join(folder, 'bin/oceanid.js'), 'serve', '--demo', '--port', '0'], {
    env,
  })
  let url = ''
  for await (const line of createInterface(server.stdout)) {
    url ||= /https?:\S+/.exec(line)?.[0] ?? ''
    if (line.startsWith('Ctrl-C')) break
  }
  expect([url, (await fetch(`${url}ready`)).status, (await fetch(url)).status]).toEqual([url, 200, 200])
  server.kill('SIGTERM')
  await once(server, 'close')
  expect(server.exitCode).toBe(0)
})

test('it runs as a user without rights, and the composed service on a root that cannot be written', () => {
  const lines = read('Dockerfile').trim().split('\n')
  expect(lines.findLast((line) => line.startsWith('USER'))).toBe('USER node')
  const { services } = parse(read('compose.yaml'), { merge: true })
  expect(services.oceanid).toMatchObject({
    ...{ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
    environment: { OCEANID_CATALOG: expect.stringContaining('@elasticsearch:9200/') },
  })
})

test('npm run sbom lists every package that is installed with it, and none for development alone', () => {
  const { stdout } = spawnSync('npm', ['run', '--silent', 'sbom'], { cwd: root, encoding: 'utf8' })
  const { bomFormat, components } = JSON.parse(stdout) as {
    bomFormat: string
    components: { purl: string }[]
  }
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version: string; dev?: boolean; devOptional?: boolean }>
  }
  const installed = Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(
      ([path, { version }]) =>
        `pkg:npm/${path.replace(/^.*node_modules\//, '').replace('@', '%40')}@${version}`,
    )
  expect([bomFormat, new Set(components.map(({ purl }) => purl))]).toEqual(['CycloneDX', new Set(installed)])
  expect(installed.length).toBeGreaterThan(80)
})
