import type { Argv } from 'yargs'
import type { Collection } from '../../catalog/granule.ts'
import type { Store } from '../../catalog/store.ts'
import type { FoundFiles } from '../../indexer/find-files.ts'
import { type IndexReport, indexFiles } from '../../indexer/pipeline.ts'
import type { ReadFilesOptions } from '../../indexer/read-files.ts'
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
import { exitCodes } from '../exit-codes.ts'
import { findInput, readingOptions, readReadingOptions } from '../index-input.ts'
import { interruption } from '../interruption.ts'
import { printExplanations } from '../output/explain.ts'
import { printFootprints } from '../output/footprints.ts'
import { counted, say } from '../output/print.ts'
import { jsonProgress, type Progress, plainProgress, terminalProgress } from '../output/progress.ts'

export function addIndex(yargs: Argv): Argv {
  return yargs.command(
    'index [path..]',
    'Read files and put them into the catalogue',
    (command) =>
      command
        .usage(
          '$0 index PATH...\n\nReads NetCDF-3, NetCDF-4 and HDF5 files and puts their footprint, period and properties ' +
            'into the catalogue, which is made if there is none. A file that was indexed before is replaced. ' +
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
          collection: textOption(
            'collection',
            "Collection to put them in; without, the file's own word",
            'ID',
          ),
          description: {
            type: 'string',
            array: true,
            nargs: 1,
            describe:
              'Description of a collection, or a folder of them, to use and to put into the catalogue [FILE]',
          },
          ...readingOptions,
          checksum: { type: 'boolean', describe: 'Keep the SHA-256 of each file' },
          'dry-run': {
            type: 'boolean',
            describe: 'Write what would be stored as GeoJSON, and store nothing',
          },
          explain: {
            type: 'boolean',
            implies: 'dry-run',
            describe: 'With --dry-run: write where each value comes from instead',
          },
          json: { type: 'boolean', describe: 'Write what happens as JSON, one object a line' },
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
        .example('$0 index one.nc --dry-run', 'what would be stored, and where it comes from')
        .example('$0 index one.nc --dry-run --explain', 'where each value comes from, as a table'),
    async (given) => {
      const reading = readReadingOptions(given)
      const described = readSoundDescriptions(given.description ?? [], '--description')
      const find = (descriptions: Collection[]) => findInput(given.path ?? [], given.filesFrom, descriptions)
      const withDescriptions = (descriptions: Collection[]): ReadFilesOptions => ({
        ...reading,
        describe: { ...reading.describe, descriptions },
      })
      if (given.dryRun) {
        const descriptions = overlay(await catalogDescriptions(given.catalog), described)
        const options = withDescriptions(descriptions)
        const found = await find(descriptions)
        return given.explain
          ? printExplanations(found, options, given.json ?? false)
          : printFootprints(found, options)
      }
      // A folder without data shall not make a catalogue.
      const foundBefore = isMissing(given.catalog) ? await find(described) : undefined
      await withCatalog(
        given.catalog,
        'make',
        async (store) => {
          await putDescriptions(store, described)
          const descriptions = await descriptionsIn(store)
          const found = foundBefore ?? (await find(descriptions))
          await run(store, found, withDescriptions(descriptions), given.json ?? false)
        },
        { bulkLoad: given.bulkLoad ?? false },
      )
    },
  )
}

async function run(store: Store, found: FoundFiles, options: ReadFilesOptions, json: boolean): Promise<void> {
  const { files, missing, passedOver } = found
  const { signal, end } = interruption('finishing the files in hand; Ctrl-C again to stop at once')
  const progress = json ? jsonProgress() : peopleProgress(files.length + missing.length)
  let report: IndexReport
  try {
    for (const { file, reason } of missing) progress.tell({ event: 'failed', file, reason })
    report = await indexFiles(files, store, { ...options, signal }, (event) => progress.tell(event))
  } finally {
    end()
    progress.close()
  }
  const done = report.added + report.replaced + report.superseded + report.failed
  report.failed += missing.length
  await progress.sum(report)
  if (passedOver > 0 && !json) say(`${counted(passedOver, 'other file')} passed over: not NetCDF or HDF5`)
  if (report.failed > 0) process.exitCode = exitCodes.partial
  if (!signal.aborted) return
  say(`interrupted: ${done} of ${counted(files.length, 'file')} done; run it again to index the rest`)
  process.exitCode = exitCodes.interrupted
}

function peopleProgress(total: number): Progress {
  return process.stderr.isTTY ? terminalProgress(total) : plainProgress(total)
}
