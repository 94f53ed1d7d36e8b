import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const sources = join(import.meta.dirname, 'node')
const version = '8.15.5'

/** What is missing on this machine to assemble and run a node, or `undefined`. */
export async function missingTool(): Promise<string | undefined> {
  for (const [tool, flag] of [
    ['java', '-version'],
    ['javac', '-version'],
    ['jar', '--version'],
    ['mvn', '-v'],
  ] as const) {
    try {
      await run(tool, [flag])
    } catch {
      return tool
    }
  }
  return undefined
}

/**
 * The home folder of an Elasticsearch put together from Maven Central: the server jar, its HTTP transport as a module, and a
 * small module of the project's that registers `geo_shape`. Made once and kept in the temporary folder under a name that
 * follows from its sources. Made under another name and renamed, so that two runs at once cannot see half of it.
 */
export async function assembleHome(): Promise<string> {
  const digest = createHash('sha256').update(version)
  for (const name of (await readdir(sources)).sort()) digest.update(await readFile(join(sources, name)))
  const home = join(tmpdir(), `oceanid-elasticsearch-${version}-${digest.digest('hex').slice(0, 12)}`)
  if (existsSync(home)) return home

  const draft = await mkdtemp(join(tmpdir(), 'oceanid-elasticsearch-draft-'))
  const lib = join(draft, 'lib')
  const transport = join(draft, 'modules', 'transport-netty4')
  const footprint = join(draft, 'modules', 'footprint')
  for (const folder of [lib, transport, footprint, join(draft, 'config'), join(draft, 'plugins')]) {
    await mkdir(folder, { recursive: true })
  }
  await run('mvn', [
    '-q',
    '-B',
    '-f',
    join(sources, 'pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${lib}`,
  ])
  for (const jar of await readdir(lib)) {
    if (/^(netty|transport-netty4)-/.test(jar)) await rename(join(lib, jar), join(transport, jar))
  }
  await describeModule(transport, 'transport-netty4', 'org.elasticsearch.transport.netty4.Netty4Plugin')
  await describeModule(footprint, 'footprint', 'oceanid.test.FootprintPlugin')

  const classes = join(draft, 'classes')
  const compile = (source: string) =>
    run('javac', ['-nowarn', '-cp', join(lib, '*'), '-d', classes, join(sources, source)])
  await compile('FootprintPlugin.java')
  await run('jar', ['cf', join(footprint, 'footprint.jar'), '-C', classes, '.'])
  await rm(classes, { recursive: true })
  await compile('TestNode.java')

  try {
    await rename(draft, home)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

async function describeModule(folder: string, name: string, className: string): Promise<void> {
  const descriptor = {
    description: name,
    version,
    name,
    classname: className,
    'java.version': '17',
    'elasticsearch.version': version,
  }
  const lines = Object.entries(descriptor).map(([key, value]) => `${key}=${value}\n`)
  await writeFile(join(folder, 'plugin-descriptor.properties'), lines.join(''))
}
