import { type FSWatcher, statSync, watch as watchFolder } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Argv } from 'yargs'
import { createFileMatcher } from '../../catalog/description/match.ts'
import { InvalidQueryError, NotFoundError } from '../../catalog/errors.ts'
import type { Store } from '../../catalog/store.ts'
import type { Choice } from '../../indexer/choice.ts'
import { lookAtFiles } from '../../indexer/file-ledger.ts'
import { findFiles } from '../../indexer/find-files.ts'
import { type IndexEvent, indexFiles } from '../../indexer/pipeline.ts'
import type { ReadFilesOptions } from '../../indexer/read-files.ts'
import { createSettling, type SettlingOptions, unfinishedNames } from '../../indexer/settling.ts'
import { positiveNumber, textOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { descriptionsIn, putDescriptions, readSoundDescriptions } from '../descriptions.ts'
import { indexingOptions, readReadingOptions } from '../index-input.ts'
import { choiceOptions, readChoice } from '../index-selection.ts'
import { interruption } from '../interruption.ts'
import { print, say } from '../output/print.ts'
import { eventLine, granuleLine } from '../output/progress.ts'

interface WatchOptions extends SettlingOptions {
  folders: string[]
  choice: Choice
  reading: ReadFilesOptions
  /** Milliseconds between two looks at the folders. */
  interval: number
  json: boolean
}

export function addWatch(yargs: Argv): Argv {
  return yargs.command(
    'watch <folder..>',
    'Index files of folders as they arrive, until it is stopped',
    (command) =>
      command
        .usage(
          '$0 watch FOLDER...\n\nLooks at folders again and again and indexes what is new or has changed, once it is complete: when size ' +
            'and time have stayed the same for a while, or with --ready when a file of that ending is beside it. Names of files that are ' +
            `being written (${unfinishedNames.join(' ')}) are left alone until they get their own. What the catalogue remembers ` +
            'decides, so what arrives while it is stopped is indexed when it starts again. A file that fails is tried again after a ' +
            'minute, then two, four and so on up to six hours.',
        )
        .positional('folder', { type: 'string', array: true, demandOption: true, describe: 'Folders' })
        .options({
          settle: textOption(
            'settle',
            'A file that stayed the same so long is complete; without, 30',
            'SECONDS',
          ),
          ready: textOption(
            'ready',
            'A file is complete when FILE and this ending is there, as .ready',
            'ENDING',
          ),
          interval: textOption('interval', 'How often to look at the folders; without, 10', 'SECONDS'),
          ...choiceOptions,
          ...indexingOptions,
          ...catalogOption,
        })
        .example('$0 watch /data/incoming', 'what arrives')
        .example(
          '$0 watch /data/incoming --ready .ready',
          'with a sender that writes FILE and then FILE.ready',
        ),
    async (given) => {
      const folders = given.folder
      const absent = folders.find((folder) => !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      if (absent !== undefined) throw new NotFoundError(`there is no folder ${absent}`)
      if (given.ready !== undefined && !/^\.[^/]+$/.test(given.ready)) {
        throw new InvalidQueryError('--ready', `is an ending like .ready, not "${given.ready}"`)
      }
      const { pattern, exclude } = readChoice(given)
      const marks = given.ready === undefined ? [] : [`*${given.ready}`]
      const options: WatchOptions = {
        folders,
        choice: { pattern, exclude: [...exclude, ...unfinishedNames, ...marks] },
        reading: readReadingOptions(given),
        settle: 1000 * positiveNumber('settle', given.settle ?? '30'),
        interval: 1000 * positiveNumber('interval', given.interval ?? '10'),
        ...(given.ready !== undefined && { ready: given.ready }),
        json: given.json ?? false,
      }
      const described = readSoundDescriptions(given.description ?? [], '--description')
      await withCatalog(given.catalog, 'make', async (store) => {
        await putDescriptions(store, described)
        await watch(store, options)
      })
    },
  )
}

async function watch(store: Store, options: WatchOptions): Promise<void> {
  const { signal, end } = interruption('finishing the files in hand; Ctrl-C again to stop at once')
  const settling = createSettling(options)
  const alarm = createAlarm(options.folders)
  if (!options.json) say(`watching ${options.folders.join(', ')}; Ctrl-C to stop`)
  try {
    while (!signal.aborted) {
      await look(store, options, settling, signal)
      await alarm.wait(options.interval, signal)
    }
  } finally {
    alarm.close()
    end()
  }
}

async function look(
  store: Store,
  { folders, choice, reading, json }: WatchOptions,
  settling: ReturnType<typeof createSettling>,
  signal: AbortSignal,
): Promise<void> {
  const descriptions = await descriptionsIn(store)
  const describe = { ...reading.describe, descriptions }
  // A folder that is gone for a while, as a disk that is not mounted, is looked for again.
  const { files } = await findFiles(folders, createFileMatcher(descriptions), choice)
  const known = await Array.fromAsync(lookAtFiles(files, store, describe))
  const complete = settling.settled(known, describe, performance.now())
  if (complete.length === 0) return
  const options = { ...reading, describe, policy: { retryFailed: true }, signal }
  await indexFiles(complete, store, options, (event) => tell(event, json))
}

function tell(event: IndexEvent, json: boolean): void {
  if (event.event === 'skipped') return
  if (event.event === 'granule') return void print(granuleLine(event, json))
  if (json) void print(`${JSON.stringify(event)}\n`)
  else say(eventLine(event))
}

/** Wakes when a folder changes, where the system tells of it (on a network it does not), and else after a while. */
function createAlarm(folders: readonly string[]) {
  let wake = new AbortController()
  const watchers = folders.flatMap((folder): FSWatcher[] => {
    try {
      const watcher = watchFolder(folder, { recursive: true }, () => wake.abort())
      return [watcher.on('error', () => watcher.close())]
    } catch {
      return []
    }
  })
  return {
    async wait(interval: number, signal: AbortSignal): Promise<void> {
      const stop = AbortSignal.any([signal, wake.signal])
      // Not at once after a change: many come together.
      await sleep(Math.min(interval, 1000), undefined, { signal }).catch(() => {})
      await sleep(Math.max(0, interval - 1000), undefined, { signal: stop }).catch(() => {})
      wake = new AbortController()
    },
    close: () => {
      for (const watcher of watchers) watcher.close()
    },
  }
}
