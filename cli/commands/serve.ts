import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Argv } from 'yargs'
import type { AccessKeys } from '../../api/access/keys.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { resource } from '../../catalog/resource.ts'
import { openUsage } from '../../catalog/usage/open.ts'
import { findFiles } from '../../indexer/find-files.ts'
import { indexFiles } from '../../indexer/pipeline.ts'
import { textOption } from '../arguments.ts'
import { catalogFile, catalogUrl, elasticsearchOptions, withCatalog } from '../catalog.ts'
import { readFederation } from '../federation-file.ts'
import { counted, say } from '../output/print.ts'
import { fixedKeys, openKeys } from '../service/keys.ts'
import { readSettings } from '../service/read-settings.ts'
import { serve } from '../service/serve.ts'
import { describeSetting, optionOf, type Settings, settingNames } from '../service/settings.ts'
import { readWriteKey } from '../write-key.ts'

export function addServe(yargs: Argv): Argv {
  return yargs.command(
    'serve',
    'Serve the catalogue: STAC API, OpenSearch and a page for people',
    (command) =>
      command
        .usage(
          '$0 serve\n\nEvery option but --demo may also stand in the file that --config names, or in the environment: --base-url is ' +
            'baseUrl there and OCEANID_BASE_URL here. The option goes first, then the environment.',
        )
        .options({
          config: textOption('config', 'Settings: a YAML file; OCEANID_CONFIG without', 'FILE'),
          demo: {
            type: 'boolean',
            describe: 'If there is no catalogue, make one of the granules that come along',
          },
          ...settingOptions,
        })
        .example('$0 serve', 'on http://localhost:8080')
        .example('$0 serve --config oceanid.yaml', 'as the file says')
        .example(
          '$0 serve --keys-file keys.yaml',
          'clients that show a key made by "oceanid key" may change items',
        )
        .example(
          '$0 serve --federation federation.yaml',
          'with a search over other services, below /federation',
        )
        .example('$0 serve --host 0.0.0.0 --base-url https://example.org/oceanid', 'behind a proxy'),
    async (given) => {
      const options = Object.fromEntries(
        settingNames.map((name) => [
          name,
          (given as Record<string, unknown>)[optionOf(name)] as string | undefined,
        ]),
      )
      const file = given.config ?? (process.env.OCEANID_CONFIG || undefined)
      const settings = readSettings(options, process.env, file)
      const url = catalogUrl(settings.catalog)
      const federation = settings.federation === undefined ? undefined : readFederation(settings.federation)
      const keys = await findKeys(settings)
      checkTogether(settings, keys)
      const elasticsearch = elasticsearchOptions()
      const { statisticsFile: statistics } = settings
      const openStatistics = () =>
        openUsage(url, { elasticsearch, ...(statistics !== undefined && { file: statistics }) })
      if (given.demo) await makeDemo(url)
      await withCatalog(url, keys && !settings.readOnly ? 'change' : 'read', (store) =>
        serve(store, { settings, keys, federation, openStatistics }, (root) =>
          welcome(settings.baseUrl ?? root, url, federation !== undefined),
        ),
      )
    },
  )
}

const settingOptions = Object.fromEntries(
  settingNames.map((name) => [optionOf(name), textOption(optionOf(name), describeSetting(name), 'VALUE')]),
)

async function findKeys({ writeKeyFile, keysFile }: Settings): Promise<AccessKeys | undefined> {
  if (keysFile !== undefined && writeKeyFile !== undefined) {
    throw new InvalidQueryError('--keys-file', 'and --write-key-file say the keys twice: give one of them')
  }
  if (keysFile !== undefined) return openKeys(keysFile, say)
  const key = await readWriteKey(writeKeyFile)
  return key === undefined ? undefined : fixedKeys([{ name: 'write-key', sha256: hash('sha256', key) }])
}

/** @throws InvalidQueryError for settings that need another */
function checkTogether(settings: Settings, keys: AccessKeys | undefined): void {
  if (settings.downloads && settings.baseUrl === undefined) {
    throw new InvalidQueryError('--downloads', 'needs --base-url, which the links begin with')
  }
  if (settings.statisticsFor === 'keys' && !keys) {
    throw new InvalidQueryError('--statistics-for', 'keys: there are none, give --keys-file')
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

function withoutPassword(url: string): string {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return url
  const shown = new URL(url)
  if (shown.password !== '') shown.password = '...'
  return shown.href
}
