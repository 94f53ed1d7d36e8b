/**
 * Stands in for `indexer/worker.ts`: what it does with a path is in the path's name, `COLLECTION/ACT-ID.nc`.
 * `sources.thread` tells which thread answered.
 */
import { basename, dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parentPort, threadId } from 'node:worker_threads'
import type { ThreadAnswer } from '../../indexer/answering.ts'
import type { DescribedFile } from '../../indexer/granule.ts'

const port = parentPort!

let files = 0

port.on('message', async ({ path }: { path: string }) => {
  files++
  const [act = ''] = basename(path).split('-', 1)
  if (act === 'hang') await wait(60_000)
  if (act === 'loop') while (files > 0) process.hrtime()
  if (act === 'eat') for (const kept: number[][] = []; ; ) kept.push(new Array<number>(100_000).fill(1.5))
  if (act === 'slow') await wait(150)
  if (act === 'exit') process.exit(3)
  if (act === 'after') {
    port.postMessage(answer(act, path))
    await wait(20)
    throw new Error('thrown after the answer')
  }
  if (act === 'throw')
    setImmediate(() => {
      throw new Error('thrown outside')
    })
  else if (act === 'once' && files > 1) process.exit(4)
  else port.postMessage(answer(act, path))
})

port.postMessage('ready')

function answer(act: string, path: string): ThreadAnswer<DescribedFile> {
  if (act === 'broken') return { reason: 'is broken', sound: true, memory: 1 }
  if (act === 'trap') return { reason: 'trapped', sound: false, memory: 1 }
  const collection = dirname(path).split('/').at(-1)!
  return {
    memory: act === 'fat' ? 2 ** 40 : 1,
    result: {
      granule: {
        collection,
        id: basename(path, '.nc'),
        kind: 'track',
        start: 0,
        end: 1000,
        geometry: { type: 'Point', coordinates: [0, 0] },
        bbox: [0, 0, 0, 0],
        segments: [],
        properties: { path },
        assets: {},
        updated: 0,
      },
      collection: {
        id: collection,
        title: `Title of ${collection}`,
        description: 'described by its first file',
        license: 'other',
        keywords: [],
        providers: [],
      },
      sources: { thread: String(threadId) },
      warnings: act === 'odd' ? ['is odd'] : [],
      timing: { coordinatesMs: 1, totalMs: 2, footprintMs: 3 },
    },
  }
}
