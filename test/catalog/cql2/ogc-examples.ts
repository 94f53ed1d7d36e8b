import { readFileSync } from 'node:fs'

export interface Example {
  name: string
  text: string
  json: unknown
}

/** The examples of the standard; see the note beside them. */
export const ogcExamples: Example[] = readFileSync(
  new URL('ogc-examples/examples.ndjson', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Example)
