import { readdirSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { NotFoundError } from '../../catalog/errors.ts'
import { resource } from '../../catalog/resource.ts'
import { takesGzip } from '../compress.ts'
import { addVary } from '../vary.ts'
import { libraryFiles } from './libraries.ts'

const types = new Map([
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['json', 'application/json'],
])

/** Kept by the browser but asked about each time (304): after an update no page runs with an old script. */
const asked = 'no-cache'
/** The address has the version in it. */
const kept = 'public, max-age=31536000, immutable'

interface File {
  path: URL
  type: string
  caching: string
}

/**
 * Registers the files that pages load, under `/web/`: those of the project and, under `/web/lib/`, what they use of other
 * packages. Nothing else is there to be asked for, whatever the address says.
 */
export function assetRoutes(app: FastifyInstance): void {
  const files = new Map([...ownFiles(), ...libraries()])
  const packed = new Map<string, { changed: number; body: Buffer }>()

  app.get<{ Params: { '*': string } }>('/web/*', async (request, reply) => {
    const name = request.params['*']
    const file = files.get(name)
    if (!file) throw new NotFoundError(`no file ${name} is served here`)
    reply.type(file.type).header('cache-control', file.caching)
    addVary(reply, 'accept-encoding')
    const { mtimeMs: changed } = await stat(file.path)
    const known = packed.get(name)
    const takesPacked = takesGzip(request.headers['accept-encoding'])
    if (takesPacked && known?.changed === changed) {
      return reply.header('content-encoding', 'gzip').send(known.body)
    }
    const plain = await readFile(file.path)
    if (!takesPacked) return reply.send(plain)
    const body = await promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION })
    packed.set(name, { changed, body })
    return reply.header('content-encoding', 'gzip').send(body)
  })
}

function* ownFiles(): Generator<[string, File]> {
  const folder = resource('web/')
  const names = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' })
  for (const found of names) {
    const name = found.replaceAll('\\', '/')
    const type = types.get(name.split('.').at(-1)!)
    if (type && type !== types.get('json'))
      yield [name, { path: new URL(name, folder), type, caching: asked }]
  }
}

function* libraries(): Generator<[string, File]> {
  for (const { name, path } of Object.values(libraryFiles)) {
    yield [`lib/${name}`, { path, type: types.get(name.split('.').at(-1)!)!, caching: kept }]
  }
}
