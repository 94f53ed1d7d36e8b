import type { TSchema } from 'typebox'
import { Settings } from 'typebox/system'
import { Errors } from 'typebox/value'
import { type Document, isMap, LineCounter, type Node, parseAllDocuments } from 'yaml'
import type { Collection } from '../granule.ts'
import { checkDescription, type Flaw } from './check.ts'
import { completeDescription } from './complete.ts'
import { explainSchemaErrors } from './explain-schema.ts'
import { type Description, DescriptionSchema } from './schema.ts'

/** What is wrong in a file of descriptions, and where: lines and columns count from 1. */
export interface DescriptionProblem {
  line: number
  column: number
  message: string
}

export interface ParsedDescriptions {
  collections: Collection[]
  problems: DescriptionProblem[]
}

/** Reads descriptions of collections: YAML 1.2, one a document. Those without a problem are given. */
export function parseDescriptions(text: string): ParsedDescriptions {
  const lines = new LineCounter()
  const collections: Collection[] = []
  const problems: DescriptionProblem[] = []
  const tell = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset)
    problems.push({ line, column: col, message })
  }
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })
  const written = Array.isArray(documents) ? documents.filter(({ contents }) => contents !== null) : []
  for (const document of written) {
    for (const { pos, message } of [...document.errors, ...document.warnings]) {
      tell(pos[0], `${message}; a text that begins with {, [, * or % wants quotes`)
    }
    if (document.errors.length > 0) continue
    let flaws: Flaw[]
    try {
      flaws = findFlaws(document)
    } catch (error) {
      // Aliases of aliases, that would fill the memory.
      flaws = [{ path: [], message: `cannot be read: ${(error as Error).message}` }]
    }
    for (const { path, message } of flaws) tell(offsetOf(document, path), `${nameOf(path)} ${message}`)
    if (flaws.length > 0) continue
    const collection = completeDescription(document.toJS() as Description)
    if (collections.some(({ id }) => id === collection.id))
      tell(offsetOf(document, ['id']), `id ${collection.id} is that of another description: give it its own`)
    else collections.push(collection)
  }
  if (written.length === 0)
    tell(0, 'there is no description in it: "oceanid collections init FILE.nc" drafts one')
  return { collections, problems }
}

function findFlaws(document: Document): Flaw[] {
  const value: unknown = document.toJS()
  const errors = allErrors(DescriptionSchema, value)
  if (errors.length === 0) return checkDescription(value as Description)
  return explainSchemaErrors(errors, DescriptionSchema, (path) =>
    path.reduce((inner, part) => (inner as Record<string, unknown> | undefined)?.[part], value),
  )
}

/** Every complaint: the validator otherwise ends at the eighth, and what is inmost may come later. */
export function allErrors(schema: TSchema, value: unknown) {
  const { maxErrors } = Settings.Get()
  Settings.Set({ maxErrors: Number.POSITIVE_INFINITY })
  try {
    return Errors(schema, value)
  } finally {
    Settings.Set({ maxErrors })
  }
}

/** Where a member is written, or the innermost there is of what it would be in. */
export function offsetOf(document: Document, path: Flaw['path']): number {
  let offset = document.contents?.range?.[0] ?? 0
  let node: unknown = document.contents
  for (const [depth, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(part))
      if (pair === undefined) break
      offset = (pair.key as Node).range?.[0] ?? offset
    }
    const inner: unknown = document.getIn(path.slice(0, depth + 1).map(indexOrName), true)
    if (!isMap(node)) offset = (inner as Node | undefined)?.range?.[0] ?? offset
    node = inner
  }
  return offset
}

function indexOrName(part: string | number): string | number {
  return typeof part === 'string' && /^\d+$/.test(part) ? Number(part) : part
}

/** `href[1].type`; the whole is `the document`. */
export function nameOf(path: Flaw['path']): string {
  if (path.length === 0) return 'the document'
  return path
    .map((part, i) => (/^\d+$/.test(String(part)) ? `[${part}]` : i > 0 ? `.${part}` : part))
    .join('')
}
