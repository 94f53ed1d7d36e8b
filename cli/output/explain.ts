import { linkAssets } from '../../catalog/description/links.ts'
import type { FoundFiles } from '../../indexer/find-files.ts'
import type { DescribedFile } from '../../indexer/granule.ts'
import { type ReadFilesOptions, readFiles } from '../../indexer/read-files.ts'
import { exitCodes } from '../exit-codes.ts'
import { isoInstant } from './feature.ts'
import { print, say } from './print.ts'
import { eventLine } from './progress.ts'
import { formatTable } from './table.ts'

/** A value of a granule and where it was taken from. */
export interface ExplainedValue {
  name: string
  value: unknown
  source: string
}

/** Writes of each file where its values come from: a table for people, an object a line for programs. */
export async function printExplanations(
  found: FoundFiles,
  options: ReadFilesOptions,
  json: boolean,
): Promise<void> {
  const fail = async (file: string, reason: string) => {
    process.exitCode = exitCodes.partial
    if (json) await print(`${JSON.stringify({ file, error: reason })}\n`)
    else say(eventLine({ event: 'failed', file, reason }))
  }
  for (const { file, reason } of found.missing) await fail(file, reason)
  for await (const outcome of readFiles(found.files, options)) {
    const { file } = outcome
    if ('error' in outcome) {
      await fail(file, outcome.error.message)
      continue
    }
    const values = explain(outcome.described)
    const { warnings } = outcome.described
    if (json) {
      await print(`${JSON.stringify({ file, values, warnings })}\n`)
      continue
    }
    for (const message of warnings) say(eventLine({ event: 'warning', file, message }))
    const rows = values.map(({ name, value, source }) => [name, shorten(value), source])
    await print(`${file}\n${formatTable(['what', 'value', 'taken from'], rows)}\n`)
  }
}

/** Every value of a granule, those that decide whether it is found first. */
export function explain({ granule, collection, sources }: DescribedFile): ExplainedValue[] {
  const { start, end, kind, id, properties, assets } = granule
  const values: Record<string, unknown> = {
    collection: granule.collection,
    id,
    kind,
    start: isoInstant(start),
    end: isoInstant(end),
    ...properties,
  }
  const explained = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    source: sources[name] ?? 'the shape of its coordinates',
  }))
  const others = Object.entries(sources).filter(([name]) => !(name in values))
  const linked = Object.entries(linkAssets(granule, collection)).map(([key, { href }]) => ({
    name: `asset ${key}`,
    value: href,
    source: assets[key]?.href === href ? 'where the file is' : 'the description of the collection',
  }))
  return [...explained, ...others.map(([name, source]) => ({ name, value: undefined, source })), ...linked]
}

/** As much as a table takes. */
function shorten(value: unknown): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
