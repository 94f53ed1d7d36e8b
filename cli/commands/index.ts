import type { Argv } from 'yargs'
import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Collection } from '../../catalog/granule.ts'
import { everyFile } from '../../catalog/ledger.ts'
import type { Store } from '../../catalog/store.ts'
import type { FoundFiles } from '../../indexer/find-files.ts'
import type { IndexOptions } from '../../indexer/pipeline.ts'
import { inShard } from '../../indexer/shard.ts'
import { textOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import {
  catalogDescriptions,
  descriptionsIn,
  isMissing,
  overlay,
  putDescriptions,
  readSoundDescriptions,
} from '../descriptions.ts'
import { findInput, indexingOptions, readReadingOptions } from '../index-input.ts'
import { dryReconcile, indexInto, indexIntoFile, reconciling, wouldRead } from '../index-run.ts'
import { absolute, readChoice, readPolicy, readShard, selectionOptions } from '../index-selection.ts'
import { printExplanations } from '../output/explain.ts'
import { printFootprints } from '../output/footprints.ts'

export function addIndex(yargs: Argv): Argv {
  return yargs.command(
    'index [path..]',
    'Read files and put them into the catalogue',
    (command) =>
      command
        .usage(
          '$0 index PATH...\n\nReads NetCDF-3, NetCDF-4 and HDF5 files and puts their footprint, period and properties ' +
            'into the catalogue, which is made if there is none. A file that is as it was when it was indexed is left alone, one that ' +
            'has changed is read again and replaced; so a run that was killed goes on where it ended. ' +
            'A file that cannot be indexed is reported with the reason, and the others go on.\n\n' +
            'PATH is a file, a folder or a pattern in quotes. In a folder (and the folders in it) those files are ' +
            'taken whose name ends like data (.nc .nc4 .cdf .h5 .hdf5 .he5 .hdf .grib ...) or that begin as NetCDF or ' +
            'HDF5 do; files named one by one or by a pattern are taken as they are. A directory that is a product ' +
            '(.SAFE, .SEN3, one with a manifest, one that a description names) is one granule.\n\n' +
            'Descriptions of collections, those of the catalogue and of --description, say what files do not: by the ' +
            'pattern of their names, or as the file itself names its collection.',
        )
        .positional('path', { type: 'string', array: true, describe: 'File, folder or pattern' })
        .options({
          'files-from': textOption(
            'files-from',
            'Take paths from a file, one a line; - from the input',
            'FILE',
          ),
          ...indexingOptions,
          ...selectionOptions,
          reconcile: {
            type: 'boolean',
            describe: 'Remove the granules of files that are gone from the folders PATH',
          },
          output: textOption(
            'output',
            'Write the granules to a file (.ndjson or .ndjson.gz) for "oceanid import", and use no catalogue',
            'FILE',
          ),
          'dry-run': {
            type: 'boolean',
            describe: 'Write what would be stored as GeoJSON, and store nothing',
          },
          explain: {
            type: 'boolean',
            implies: 'dry-run',
            describe: 'With --dry-run: write where each value comes from instead',
          },
          'bulk-load': {
            type: 'boolean',
            describe: 'Load much into Elasticsearch: no replicas, and searchable only when all is done',
          },
          ...catalogOption,
        })
        .example('$0 index /data/sst', 'everything below a folder')
        .example(
          '$0 index "/data/**/2025*.nc" --collection SST',
          'by pattern, into a collection of your naming',
        )
        .example('find /data -newer last | $0 index --files-from -', 'a list made elsewhere')
        .example(
          '$0 index /data --exclude "*_NRT_*" --reconcile',
          'every night: what is new, changed or gone',
        )
        .example(
          '$0 index /data --shard 3/64 --output part-3.ndjson.gz',
          'one of 64 jobs; "oceanid import" takes the parts',
        )
        .example('$0 index one.nc --dry-run', 'what would be stored, and where it comes from')
        .example('$0 index one.nc --dry-run --explain', 'where each value comes from, as a table'),
    async (given) => {
      const reading = readReadingOptions(given)
      // To explain a file is to read it, also one that is unchanged.
      const policy = readPolicy({ ...given, force: given.force || given.explain })
      const shard = readShard(given.shard)
      const described = readSoundDescriptions(given.description ?? [], '--description')
      const paths = given.path ?? []
      const json = given.json ?? false
      const retryAlone = policy.retryFailed === true && paths.length === 0 && given.filesFrom === undefined
      if (given.reconcile && (paths.length === 0 || given.output !== undefined)) {
        throw new InvalidQueryError('--reconcile', 'is of the folders that are named as PATH, in a catalogue')
      }
      const find = async (descriptions: Collection[], store?: Store): Promise<FoundFiles> => {
        const found =
          retryAlone && store
            ? { files: await failedFiles(store), passedOver: 0, missing: [] }
            : await findInput(paths, given.filesFrom, descriptions, readChoice(given))
        return shard ? { ...found, files: found.files.filter((file) => inShard(file, shard)) } : found
      }
      const withDescriptions = (descriptions: Collection[]): IndexOptions => ({
        ...reading,
        policy,
        describe: { ...reading.describe, descriptions },
      })
      const gone = given.reconcile ? reconciling(absolute(paths), shard) : undefined
      if (given.output !== undefined) {
        return indexIntoFile(given.output, await find(described), withDescriptions(described), json)
      }
      if (given.dryRun) {
        const descriptions = overlay(await catalogDescriptions(given.catalog), described)
        const options = withDescriptions(descriptions)
        const chosen = isMissing(given.catalog)
          ? await find(descriptions)
          : await withCatalog(given.catalog, 'read', async (store) => {
              const found = await find(descriptions, store)
              if (gone) await dryReconcile(store, found, gone)
              return wouldRead(store, found, options)
            })
        return given.explain ? printExplanations(chosen, options, json) : printFootprints(chosen, options)
      }
      // A folder without data shall not make a catalogue.
      const foundBefore = isMissing(given.catalog) ? await find(described) : undefined
      await withCatalog(
        given.catalog,
        'make',
        async (store) => {
          await putDescriptions(store, described)
          const descriptions = await descriptionsIn(store)
          const found = foundBefore ?? (await find(descriptions, store))
          await indexInto(store, found, withDescriptions(descriptions), json, gone)
        },
        { bulkLoad: given.bulkLoad ?? false },
      )
    },
  )
}

async function failedFiles(store: Store): Promise<string[]> {
  return (await Array.fromAsync(everyFile(store, { outcome: 'failed' }))).map(({ path }) => path)
}
