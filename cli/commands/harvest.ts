import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Argv } from 'yargs'
import { CatalogUnavailableError, InvalidQueryError } from '../../catalog/errors.ts'
import type { Instant } from '../../catalog/granule.ts'
import { parseInstantSpan } from '../../catalog/parse/instant.ts'
import type { Store } from '../../catalog/store.ts'
import type { FederationConfiguration } from '../../federation/configuration.ts'
import { type HarvestOptions, harvest } from '../../federation/harvest.ts'
import { openFederation } from '../../federation/open.ts'
import { isTimeout, type Source, SourceError } from '../../federation/source.ts'
import { positiveNumber, textOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { exitCodes } from '../exit-codes.ts'
import { readFederation } from '../federation-file.ts'
import { interruption } from '../interruption.ts'
import { counted, print, say } from '../output/print.ts'

/** What a run begins before the end of the last: granules come late. */
const overlap = 7 * 86_400_000

export function addHarvest(yargs: Argv): Argv {
  return yargs.command(
    'harvest <source>',
    'Fill a collection from another service',
    (command) =>
      command
        .usage(
          '$0 harvest SOURCE\n\nReads the granules of another service, by OpenSearch or STAC, into a collection of this catalogue. A run that ' +
            'ends early, or is repeated later, goes on where the last one ended (and a week before, for what came late).',
        )
        .positional('source', {
          type: 'string',
          demandOption: true,
          describe:
            'Address of an OpenSearch description document or a STAC API, or with --federation a source of that file',
        })
        .options({
          federation: textOption('federation', 'The services that are known by name: a YAML file', 'FILE'),
          collection: textOption('collection', 'Collection to fill; without, as the source calls it', 'ID'),
          from: textOption('from', 'Collection to read, as the source calls it', 'NAME'),
          start: textOption('start', 'From this date or date-time on; needed the first time', 'DATE'),
          end: textOption('end', 'To the end of this date; to now without', 'DATE'),
          state: textOption(
            'state',
            'Where it is noted how far it came; COLLECTION.harvest.json without',
            'FILE',
          ),
          rate: textOption('rate', 'Requests a second at most; 2 without', 'N'),
          private: { type: 'boolean', describe: 'The address may be a private one, such as localhost' },
          ...catalogOption,
        })
        .example(
          '$0 harvest https://example.org/stac --from SST --start 2024-01-01',
          'a collection of a STAC API',
        )
        .example(
          '$0 harvest PODAAC --federation federation.yaml --from MODIS --collection modis',
          'a named source',
        ),
    async (given) => {
      const into = given.collection ?? given.from
      if (into === undefined) {
        throw new InvalidQueryError('--collection', 'or --from is needed: which collection is to be filled?')
      }
      const state = given.state ?? `${into.replaceAll(/[^\w.-]/g, '_')}.harvest.json`
      const start =
        given.start === undefined ? readState(state) : parseInstantSpan(given.start, '--start').first
      const options: HarvestOptions = {
        into,
        start,
        end: given.end === undefined ? Date.now() : parseInstantSpan(given.end, '--end').last,
        interval: 1000 / positiveNumber('rate', given.rate ?? '2'),
        ...(given.from !== undefined && { from: given.from }),
      }
      const configuration =
        given.federation === undefined
          ? ofAddress(given.source, given.private ?? false)
          : readFederation(given.federation)
      await withCatalog(given.catalog, 'make', async (store) => {
        const { sources } = openFederation(configuration, store)
        await run(chosen(sources, given.source, given.federation), store, options, state)
      })
    },
  )
}

function chosen(sources: Source[], name: string, file: string | undefined): Source {
  const source = file === undefined ? sources[0] : sources.find(({ id }) => id === name)
  if (source) return source
  throw new InvalidQueryError(
    'source',
    `${name} is none of ${sources.map(({ id }) => id).join(', ')} in ${file}`,
  )
}

/** An address that ends as a document does is one of OpenSearch; a landing page has none. */
function ofAddress(address: string, isPrivate: boolean): FederationConfiguration {
  if (!URL.canParse(address) || !/^https?:/.test(address)) {
    throw new InvalidQueryError(
      'source',
      `"${address}" is no http or https address; --federation FILE makes names known`,
    )
  }
  const kind = /(\.xml|opensearch[^/]*|osdd|description)\/?(\?.*)?$/i.test(address)
    ? { opensearch: address }
    : { stac: address }
  return { sources: [{ id: 'source', private: isPrivate, ...kind }] }
}

async function run(source: Source, store: Store, options: HarvestOptions, state: string): Promise<void> {
  const { signal, end } = interruption('stopping; what is stored stays, and the next run goes on from there')
  let [stored, refused] = [0, 0]
  try {
    for await (const step of harvest(source, store, { ...options, signal })) {
      for (const { entry, reason } of step.refused) say(`${entry}: ${reason}`)
      stored += step.added + step.replaced
      refused += step.refused.length
      writeState(state, step.end)
      say(`${day(step.start)} to ${day(step.end)}: ${step.added} new, ${step.replaced} replaced`)
    }
  } catch (error) {
    if (!signal.aborted) {
      if (!(error instanceof SourceError) && !isTimeout(error)) throw error
      throw new CatalogUnavailableError(
        `${source.title} ${isTimeout(error) ? 'does not answer' : (error as Error).message}: run it again later, it goes on where it ended`,
        { cause: error },
      )
    }
  } finally {
    end()
  }
  await print(`${counted(stored, 'granule')} stored, ${refused} refused\n`)
  if (refused > 0) process.exitCode = exitCodes.partial
  if (signal.aborted) process.exitCode = exitCodes.interrupted
}

function day(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 16)
}

function readState(file: string): Instant {
  if (!existsSync(file)) {
    throw new InvalidQueryError(
      '--start',
      `is needed the first time: there is no ${file} that says how far it came`,
    )
  }
  const { done } = JSON.parse(readFileSync(file, 'utf8')) as { done: string }
  return Date.parse(done) - overlap
}

/** Whole or not at all. */
function writeState(file: string, done: Instant): void {
  writeFileSync(`${file}.new`, `${JSON.stringify({ done: new Date(done).toISOString() })}\n`)
  renameSync(`${file}.new`, file)
}
