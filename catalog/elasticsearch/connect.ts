import { readFileSync } from 'node:fs'
import { Client, type ClientOptions } from '@elastic/elasticsearch'
import pLimit, { type LimitFunction } from 'p-limit'
import { InvalidQueryError } from '../errors.ts'
import type { Granule } from '../granule.ts'
import { type Recent, recentOnes } from '../recent.ts'
import type { ElasticsearchOptions } from './options.ts'

/** A cluster, and how far to wait for it. */
export interface Connection {
  client: Client
  /** For messages: host and port, without the password. */
  name: string
  /** How long requests are tried again while the cluster is busy or away, in milliseconds. */
  patience: { read: number; write: number }
  /** Bulk requests under way at once, of all that is put. */
  bulks: LimitFunction
  /** Granules that are only read, by the text that they are stored as. */
  known: Recent<string, Granule>
  /** How many matches areas had lately, by what was asked of the cluster: what comes next has likely as many. */
  counts: Counts
}

/** Guesses at numbers of matches: nothing rests on them but how an answer is sought. */
interface Counts {
  /** Of the same question, the last time. */
  before(question: string): number | undefined
  /** Of the last question of all. */
  last(): number | undefined
  note(question: string, count: number): void
}

/** Characters of questions. */
const mostQuestions = 2 ** 20

function rememberCounts(): Counts {
  const counts = recentOnes<string, number>(mostQuestions)
  let last: number | undefined
  return {
    before: counts.get,
    last: () => last,
    note(question, count) {
      last = count
      counts.set(question, count, question.length)
    },
  }
}

/** More bulk requests at once only fill the cluster's queue. */
const mostBulks = 4

/** Characters of text of which the granules are kept. */
const mostKnown = 2 ** 24

/** @throws InvalidQueryError for a CA file that cannot be read */
export function connect(url: URL, options: ElasticsearchOptions): Connection {
  const client: ClientOptions = {
    node: url.origin,
    maxRetries: 0,
    requestTimeout: options.timeout ?? 30_000,
    redaction: { type: 'remove' },
    // A granule may have a property of any name, and JSON.parse makes no prototype of one.
    disablePrototypePoisoningProtection: true,
  }
  if (options.apiKey) client.auth = { apiKey: options.apiKey }
  else if (url.username) {
    client.auth = { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  }
  if (options.caFile) client.tls = { ca: readCa(options.caFile) }
  return {
    client: new Client(client),
    name: url.host,
    patience: { read: options.patience?.read ?? 5_000, write: options.patience?.write ?? 120_000 },
    bulks: pLimit(mostBulks),
    known: recentOnes(mostKnown),
    counts: rememberCounts(),
  }
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new InvalidQueryError('OCEANID_ELASTICSEARCH_CA', `cannot read the certificate file ${file}`, {
      cause,
    })
  }
}
