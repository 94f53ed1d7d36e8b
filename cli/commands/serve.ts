import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Argv } from 'yargs'
import { withLinks } from '../../catalog/description/linked-store.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { resource } from '../../catalog/resource.ts'
import type { Store } from '../../catalog/store.ts'
import type { FederationConfiguration } from '../../federation/configuration.ts'
import { openFederation } from '../../federation/open.ts'
import { findFiles } from '../../indexer/find-files.ts'
import { indexFiles } from '../../indexer/pipeline.ts'
import { textOption, wholeNumber } from '../arguments.ts'
import { catalogFile, catalogOption, catalogUrl, withCatalog } from '../catalog.ts'
import { readFederation } from '../federation-file.ts'
import { interruption } from '../interruption.ts'
import { counted, print, say } from '../output/print.ts'
import { readWriteKey } from '../write-key.ts'

interface Address {
  host: string
  port: number
  baseUrl: string | undefined
}

interface Extras {
  /** What lets clients write. */
  key: string | undefined
  federation: FederationConfiguration | undefined
}

export function addServe(yargs: Argv): Argv {
  return yargs.command(
    'serve',
    'Serve the catalogue: STAC API, OpenSearch and a page for people',
    (command) =>
      command
        .options({
          host: textOption(
            'host',
            'Address to listen on; 0.0.0.0 for all. Without, this machine alone',
            'HOST',
          ),
          port: textOption('port', '8080 without; 0 takes a free one', 'PORT'),
          'base-url': textOption(
            'base-url',
            'Where it is seen from outside, for the links in answers',
            'URL',
          ),
          'write-key-file': textOption(
            'write-key-file',
            'Let clients that show the key in this file change items and collections; without, the key is what OCEANID_WRITE_KEY says, or nothing can be changed',
            'FILE',
          ),
          federation: textOption(
            'federation',
            'Services to search at once, below /federation: a YAML file',
            'FILE',
          ),
          demo: {
            type: 'boolean',
            describe: 'If there is no catalogue, make one of the granules that come along',
          },
          ...catalogOption,
        })
        .example('$0 serve', 'on http://localhost:8080')
        .example('$0 serve --write-key-file key.txt', 'clients that send the key may change items')
        .example(
          '$0 serve --federation federation.yaml',
          'with a search over other services, below /federation',
        )
        .example('$0 serve --host 0.0.0.0 --base-url https://example.org/oceanid', 'behind a proxy'),
    async (given) => {
      const address = {
        host: given.host ?? 'localhost',
        port: readPort(given.port ?? '8080'),
        baseUrl: readBaseUrl(given.baseUrl),
      }
      const federation = given.federation === undefined ? undefined : readFederation(given.federation)
      const url = catalogUrl(given.catalog)
      if (given.demo) await makeDemo(url)
      const key = await readWriteKey(given.writeKeyFile)
      await withCatalog(given.catalog, key === undefined ? 'read' : 'change', (store) =>
        serve(store, url, address, { key, federation }),
      )
    },
  )
}

async function serve(
  store: Store,
  url: string,
  { host, port, baseUrl }: Address,
  { key, federation }: Extras,
): Promise<void> {
  // Loaded when it is needed: the other commands start twice as fast without it.
  const { buildApp } = await import('../../api/app.ts')
  const linked = withLinks(store)
  const app = await buildApp(linked, {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(key !== undefined && { writing: { key, store } }),
    ...(federation && { federation: openFederation(federation, linked) }),
  })
  const { signal, end } = interruption('stopping')
  try {
    await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE'
        ? new InvalidQueryError('--port', `${port} is in use: stop what uses it, or choose another port`, {
            cause: error,
          })
        : new InvalidQueryError('--host', `cannot listen on ${host}:${port} (${error.message})`, {
            cause: error,
          })
    })
    const bound = app.server.address()
    const root = `http://${urlHost(host)}:${typeof bound === 'object' && bound ? bound.port : port}`
    await print(welcome(baseUrl ?? root, url, federation !== undefined))
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    end()
    await app.close()
  }
}

/** Where to look, and what to do next. */
function welcome(root: string, url: string, isFederated: boolean): string {
  const base = root.replace(/\/$/, '')
  return `Serving ${withoutPassword(url)}

  Page        ${base}/
  STAC API    ${base}/stac
  OpenSearch  ${base}/opensearch
${isFederated ? `  Federation  ${base}/federation\n` : ''}
To index your own files, also while this runs:

  oceanid index PATH... --catalog ${withoutPassword(url)}

Ctrl-C stops it.
`
}

/** Makes the catalogue out of the granules that ship with the package, unless there is one. */
async function makeDemo(url: string): Promise<void> {
  const file = catalogFile(url)
  if (file === undefined || existsSync(file)) return
  const { files } = await findFiles([fileURLToPath(resource('fixtures/granules'))])
  const report = await withCatalog(url, 'make', (store) =>
    indexFiles(files, store, { jobs: availableParallelism() }, (event) => {
      if (event.event === 'failed') say(`failed   ${event.file}: ${event.reason}`)
    }),
  )
  say(`Made ${file} with ${counted(report.added, 'demonstration granule')}.\n`)
}

function readPort(text: string): number {
  const port = wholeNumber('port', text, 0)
  if (port > 65535) throw new InvalidQueryError('--port', `ports end at 65535, and this is ${port}`)
  return port
}

function readBaseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    throw new InvalidQueryError('--base-url', `"${text}" is no http or https address`)
  }
  return text
}

/** An IPv6 address stands in brackets; one that means every address is reached here as localhost. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function withoutPassword(url: string): string {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return url
  const shown = new URL(url)
  if (shown.password !== '') shown.password = '...'
  return shown.href
}
