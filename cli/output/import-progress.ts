import { statSync } from 'node:fs'
import type { ImportReport } from '../../indexer/items/import.ts'
import { counted, print, say } from './print.ts'

export interface ImportProgress {
  stored(bytesRead: number): void
  failed(item: string, reason: string): void
  fileDone(file: string, report: ImportReport): Promise<void>
  /** What came of all files. @returns how many items failed */
  sum(): Promise<number>
  close(): void
}

/** Milliseconds between two words of how far it is: a line that is written over on a terminal, else lines. */
const intervals = { terminal: 250, plain: 10_000 }

export function importProgress(files: string[], json: boolean): ImportProgress {
  const isTerminal = process.stderr.isTTY && !json
  const interval = isTerminal ? intervals.terminal : intervals.plain
  const bytes = files.reduce((sum, file) => sum + (file === '-' ? 0 : statSync(file).size), 0)
  const began = performance.now()
  const total = { added: 0, replaced: 0, failed: 0 }
  let [items, finishedBytes, told] = [0, 0, began]
  const clear = () => {
    if (isTerminal) process.stderr.write('\r\u001b[K')
  }
  const perSecond = (count: number) => Math.round(count / Math.max((performance.now() - began) / 1000, 1e-3))

  function tell(bytesRead: number): void {
    told = performance.now()
    const share = bytes > 0 ? Math.min(1, (finishedBytes + bytesRead) / bytes) : undefined
    const secondsLeft = share ? Math.round(((told - began) / 1000) * (1 / share - 1)) : undefined
    if (json) {
      const event = {
        event: 'progress',
        items,
        failed: total.failed,
        itemsPerSecond: perSecond(items),
        share,
        secondsLeft,
      }
      void print(`${JSON.stringify(event)}\n`)
      return
    }
    const left = secondsLeft === undefined ? '' : `, ${Math.floor(100 * share!)} %, ${secondsLeft} s left`
    const line = `${counted(items, 'item')}, ${perSecond(items).toLocaleString('en')} items/s${left}, ${total.failed} failed`
    if (isTerminal) process.stderr.write(`\r\u001b[K${line}`)
    else say(line)
  }

  return {
    stored(bytesRead) {
      items++
      if (performance.now() - told >= interval) tell(bytesRead)
    },
    failed(item, reason) {
      total.failed++
      clear()
      if (json) void print(`${JSON.stringify({ event: 'failed', item, reason })}\n`)
      else say(`${item}: ${reason}`)
    },
    async fileDone(file, { added, replaced }) {
      total.added += added
      total.replaced += replaced
      if (file !== '-') finishedBytes += statSync(file).size
      if (json) await print(`${JSON.stringify({ event: 'file', file, added, replaced })}\n`)
    },
    async sum() {
      clear()
      const seconds = (performance.now() - began) / 1000
      const { added, replaced, failed } = total
      const rate = perSecond(added + replaced)
      await print(
        json
          ? `${JSON.stringify({ event: 'report', ...total, seconds })}\n`
          : `${counted(added + replaced, 'item')} imported (${added.toLocaleString('en')} new, ` +
              `${replaced.toLocaleString('en')} replaced), ${failed.toLocaleString('en')} failed ` +
              `in ${seconds.toFixed(1)} s (${rate.toLocaleString('en')} items/s)\n`,
      )
      return failed
    },
    close: clear,
  }
}
