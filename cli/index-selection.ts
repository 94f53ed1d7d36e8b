import { resolve } from 'node:path'
import { InvalidQueryError } from '../catalog/errors.ts'
import { parseInstantSpan } from '../catalog/parse/instant.ts'
import type { Choice } from '../indexer/choice.ts'
import type { ReadingPolicy } from '../indexer/file-ledger.ts'
import type { Shard } from '../indexer/shard.ts'
import { listOption, textOption } from './arguments.ts'

/** Options of `index` and `watch` that choose among the files of the given paths. */
export const choiceOptions = {
  pattern: listOption(
    'Only files whose name fits, or with a slash their path below PATH; may be repeated',
    'GLOB',
  ),
  exclude: listOption('No files that fit, and none in folders that do; may be repeated', 'GLOB'),
}

/** Options of `index` that say which files are read and which are left alone. */
export const selectionOptions = {
  ...choiceOptions,
  since: textOption('since', 'Only files last modified at this date or later', 'DATE'),
  force: { type: 'boolean' as const, describe: 'Read also what is unchanged since it was indexed' },
  'retry-failed': {
    type: 'boolean' as const,
    describe: 'Read also what is unchanged since it failed; without PATH, that alone',
  },
  shard: textOption('shard', 'Only part K of N, from 1 to N: the same split on every machine', 'K/N'),
}

export interface SelectionArguments {
  pattern?: string[] | undefined
  exclude?: string[] | undefined
  since?: string | undefined
  force?: boolean | undefined
  retryFailed?: boolean | undefined
}

export function readChoice({ pattern = [], exclude = [] }: SelectionArguments): Choice {
  return { pattern, exclude }
}

/** @throws {InvalidQueryError} naming the option */
export function readPolicy({ since, force, retryFailed }: SelectionArguments): ReadingPolicy {
  return {
    ...(since !== undefined && { since: parseInstantSpan(since, '--since').first }),
    ...(force && { force }),
    ...(retryFailed && { retryFailed }),
  }
}

/** @throws {InvalidQueryError} for what is not K/N with K from 1 to N */
export function readShard(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined
  const [, number, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim()) ?? []
  const shard = { number: Number(number), of: Number(of) }
  if (!(shard.number >= 1 && shard.number <= shard.of)) {
    throw new InvalidQueryError('--shard', `is K/N with K from 1 to N, like 3/64, not "${text}"`)
  }
  return shard
}

/** The folders that were named, absolute: those that are reconciled. */
export function absolute(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => resolve(path)))]
}
