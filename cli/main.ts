import { readFileSync } from 'node:fs'
import yargs from 'yargs'
import { NotFoundError } from '../catalog/errors.ts'
import { resource } from '../catalog/resource.ts'
import { markDashes, unmarkDashes } from './arguments.ts'
import { addCatalog } from './commands/catalog.ts'
import { addCollections } from './commands/collections.ts'
import { addCrossovers } from './commands/crossovers.ts'
import { addDelete } from './commands/delete.ts'
import { addExport } from './commands/export.ts'
import { addFootprint } from './commands/footprint.ts'
import { addHarvest } from './commands/harvest.ts'
import { addImport } from './commands/import.ts'
import { addIndex } from './commands/index.ts'
import { addKey } from './commands/key.ts'
import { addMatchups } from './commands/matchups.ts'
import { addPredict } from './commands/predict.ts'
import { addRewriteHref } from './commands/rewrite-href.ts'
import { addSearch } from './commands/search.ts'
import { addServe } from './commands/serve.ts'
import { addShow } from './commands/show.ts'
import { addStats } from './commands/stats.ts'
import { addWatch } from './commands/watch.ts'
import { exitCodes } from './exit-codes.ts'
import { endQuietlyOnClosedPipe, say } from './output/print.ts'

/** Runs one command; the process's exit code says how it went. */
export async function main(argv: string[]): Promise<void> {
  endQuietlyOnClosedPipe()
  try {
    await parser(markDashes(argv)).parseAsync()
  } catch (error) {
    process.exitCode = error instanceof NotFoundError ? exitCodes.partial : exitCodes.notRun
    say(`oceanid: ${explain(error)}`)
    if (process.env.OCEANID_DEBUG && error instanceof Error) say(String(error.stack))
  }
}

/** One sentence that says what to do. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'YError')
    return `${error.message}. "oceanid --help" lists commands, "oceanid COMMAND --help" options.`
  const unforeseen = !('_tag' in error)
  return unforeseen ? `${error.message} (unforeseen: OCEANID_DEBUG=1 shows where)` : error.message
}

/**
 * Reads a command as `main` does, and does nothing.
 *
 * @throws Error for what is no command, or not one that can be read
 */
export async function check(argv: string[]): Promise<void> {
  let sound = false
  const stop = () => {
    sound = true
    throw new Error('read, and not to be run')
  }
  try {
    await parser(markDashes(argv)).middleware(stop).parseAsync()
  } catch (error) {
    if (!sound) throw error
  }
}

/** What `--help` says of a command, or of all without one. */
export function helpOf(command: readonly string[]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  parser([])
    .wrap(widest)
    .parse([...command, '--help'], {}, (_error, _given, output) => resolve(output))
  return promise
}

const widest = 110

function parser(argv: string[]) {
  const commands = [
    addIndex,
    addWatch,
    addImport,
    addHarvest,
    addSearch,
    addExport,
    addCrossovers,
    addMatchups,
    addPredict,
    addCollections,
    addShow,
    addDelete,
    addRewriteHref,
    addFootprint,
    addServe,
    addStats,
    addKey,
    addCatalog,
  ]
  const start = yargs(argv)
    .scriptName('oceanid')
    .usage(
      '$0 COMMAND\n\nIndexes satellite and in situ granules by where they are on Earth and when, and finds them.',
    )
  return commands
    .reduce((parser, add) => add(parser), start)
    .middleware(unmarkDashes)
    .demandCommand(1, 1, 'What shall be done?')
    .strict()
    .recommendCommands()
    .parserConfiguration({ 'dot-notation': false, 'boolean-negation': false })
    .locale('en')
    .version(version())
    .wrap(Math.min(widest, process.stdout.columns ?? widest))
    .epilogue(
      'Exit codes: 0 done; 1 some failed, or what was named is not there; 2 could not run; 130 interrupted.',
    )
    .fail(false)
}

function version(): string {
  return (JSON.parse(readFileSync(resource('package.json'), 'utf8')) as { version: string }).version
}
