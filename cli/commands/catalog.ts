import { existsSync, statSync } from 'node:fs'
import type { Argv } from 'yargs'
import { ConflictError, NotFoundError, NotSupportedError } from '../../catalog/errors.ts'
import { catalogFile, catalogOption, catalogUrl, elasticsearchOptions } from '../catalog.ts'
import { exitCodes } from '../exit-codes.ts'
import { counted, print, say } from '../output/print.ts'
import { formatTable } from '../output/table.ts'

export function addCatalog(yargs: Argv): Argv {
  return yargs.command('catalog', 'Look after a catalogue', (command) =>
    command
      .command(
        'init',
        'Make what is missing: templates, the index of descriptions, lost indices (empty)',
        (init) => init.options(catalogOption),
        async ({ catalog }) => init(catalog),
      )
      .command(
        'status',
        'Show the indices behind the collections, and what is wrong with them',
        (status) => status.options({ json: { type: 'boolean', describe: 'Write JSON' }, ...catalogOption }),
        async ({ catalog, json }) => status(catalog, json ?? false),
      )
      .command(
        'migrate',
        'Copy indices of an older version or mapping into new ones, which take their place; searches go on meanwhile',
        (migrate) =>
          migrate.options({
            all: { type: 'boolean', describe: 'Copy every index, for instance to have other settings' },
            ...catalogOption,
          }),
        async ({ catalog, all }) => migrate(catalog, all ?? false),
      )
      .command(
        'backup <file>',
        'Copy a SQLite catalogue as it is now, also while others write to it',
        (backup) =>
          backup
            .positional('file', { type: 'string', demandOption: true, describe: 'File to make' })
            .options(catalogOption),
        async ({ catalog, file }) => backup(catalog, file),
      )
      .command(
        'check',
        'Look whether a SQLite catalogue is whole: the file, and what its tables say of each other',
        (check) => check.options(catalogOption),
        async ({ catalog }) => check(catalog),
      )
      .command(
        'vacuum',
        'Give back what deleted granules took in the file of a SQLite catalogue',
        (vacuum) => vacuum.options(catalogOption),
        async ({ catalog }) => vacuum(catalog),
      )
      .demandCommand(1, 1, 'init, status, migrate, backup, check or vacuum?'),
  )
}

async function init(catalog: string | undefined): Promise<void> {
  const { initCatalog } = await import('../../catalog/elasticsearch/admin.ts')
  await withCluster(catalog, async ({ connection, names }) => {
    const { made, remade, restored } = await initCatalog(connection, names)
    say(made ? `made the catalogue '${names.prefix}'` : `the catalogue '${names.prefix}' is there`)
    for (const alias of remade) say(`made ${alias} again, empty: index its files again`)
    for (const alias of restored) say(`gave ${alias} back the settings that an unfinished load had changed`)
  })
}

async function status(catalog: string | undefined, json: boolean): Promise<void> {
  const { catalogStatus } = await import('../../catalog/elasticsearch/admin.ts')
  await withCluster(catalog, async ({ connection, names }) => {
    const found = await catalogStatus(connection, names)
    if (json) return print(`${JSON.stringify(found, null, 2)}\n`)
    if (found.version === undefined) {
      return say(`there is no catalogue '${names.prefix}' yet: "oceanid catalog init" makes an empty one`)
    }
    await print(
      formatTable(
        ['collection', 'index', 'version', 'granules', 'MB'],
        found.indices.map(({ collection, alias, index, version, granules, bytes }) => [
          collection,
          index ?? `${alias} (lost)`,
          version ?? '',
          granules ?? '',
          bytes === undefined ? '' : (bytes / 1e6).toFixed(1),
        ]),
      ),
    )
    const lost = found.indices.filter(({ index }) => index === undefined).length
    if (lost > 0) {
      say(
        `${counted(lost, 'index', 'indices')} lost: restore from a snapshot, or "oceanid catalog init" makes empty ones`,
      )
    }
    if (found.version < found.current) {
      say(`version ${found.version}, this Oceanid needs ${found.current}: run "oceanid catalog migrate"`)
    }
    const different = found.indices.filter(({ differs }) => differs).length
    if (different > 0 && found.version >= found.current) {
      say(
        `${counted(different, 'index', 'indices')} made with another mapping, by which searches miss granules: run "oceanid catalog migrate"`,
      )
    }
    for (const alias of found.loads) {
      say(`a large load into ${alias} is under way; if it was killed, "oceanid catalog init" ends it`)
    }
  })
}

async function migrate(catalog: string | undefined, all: boolean): Promise<void> {
  const { migrateCatalog } = await import('../../catalog/elasticsearch/migrate.ts')
  await withCluster(catalog, async ({ connection, names }) => {
    const done = await migrateCatalog(connection, names, { all }, ({ from, to, granules }) =>
      say(`${from} -> ${to}: ${counted(granules, 'granule')}`),
    )
    if (done.length === 0) say('every index is of the current version')
  })
}

async function backup(catalog: string | undefined, file: string): Promise<void> {
  const from = embeddedFile(catalog)
  if (existsSync(file)) throw new ConflictError(`there is a file ${file}: choose another name`)
  const { backupCatalog } = await import('../../catalog/sqlite/maintain.ts')
  backupCatalog(from, file)
  say(`copied ${from} to ${file}`)
}

async function check(catalog: string | undefined): Promise<void> {
  const file = embeddedFile(catalog)
  const { checkCatalog } = await import('../../catalog/sqlite/maintain.ts')
  const flaws = checkCatalog(file)
  for (const flaw of flaws) say(`${file}: ${flaw}`)
  if (flaws.length > 0) process.exitCode = exitCodes.partial
  else say(`${file} is whole`)
}

async function vacuum(catalog: string | undefined): Promise<void> {
  const file = embeddedFile(catalog)
  const { vacuumCatalog } = await import('../../catalog/sqlite/maintain.ts')
  const before = statSync(file).size
  vacuumCatalog(file)
  say(`${file} has ${megabytes(statSync(file).size)} MB, and had ${megabytes(before)}`)
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)

function embeddedFile(catalog: string | undefined): string {
  const url = catalogUrl(catalog)
  const file = catalogFile(url)
  if (file === undefined) {
    throw new NotSupportedError('this is for catalogues in SQLite; a cluster has snapshots of its own')
  }
  if (!existsSync(file)) throw new NotFoundError(`there is no catalogue ${file}`)
  return file
}

type Cluster = ReturnType<typeof import('../../catalog/elasticsearch/store.ts')['connectCatalog']>

async function withCluster(catalog: string | undefined, work: (cluster: Cluster) => Promise<void>) {
  const url = catalogUrl(catalog)
  if (!/^https?:\/\//.test(url)) {
    throw new NotSupportedError(
      `${url} needs none of that: init, status and migrate are for Elasticsearch (https://...)`,
    )
  }
  const { connectCatalog } = await import('../../catalog/elasticsearch/store.ts')
  const cluster = connectCatalog(url, elasticsearchOptions())
  try {
    await work(cluster)
  } finally {
    await cluster.connection.client.close()
  }
}
