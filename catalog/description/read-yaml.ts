import type { Static, TSchema } from 'typebox'
import { LineCounter, parseDocument } from 'yaml'
import { InvalidQueryError } from '../errors.ts'
import type { Flaw } from './check.ts'
import { explainSchemaErrors } from './explain-schema.ts'
import { allErrors, nameOf, offsetOf } from './parse.ts'

/**
 * Reads a YAML document by its schema.
 *
 * @param file its name, and the option that named it, for what is told
 * @param findMore flaws that the schema cannot tell, of what fits the schema
 * @throws InvalidQueryError with every flaw and its line
 */
export function readYaml<Schema extends TSchema>(
  text: string,
  file: { name: string; option: string },
  schema: Schema,
  findMore: (value: Static<Schema>) => Flaw[] = () => [],
): Static<Schema> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const value: unknown = document.toJS()
  const flaws = explainSchemaErrors(allErrors(schema, value), schema, (path) =>
    path.reduce<unknown>((inner, part) => (inner as Record<string, unknown> | undefined)?.[part], value),
  )
  const isSound = document.errors.length === 0 && flaws.length === 0
  const more = isSound ? findMore(value as Static<Schema>) : []
  const told = [
    ...document.errors.map(({ pos, message }) => `${lines.linePos(pos[0]).line}: ${message}`),
    ...[...flaws, ...more].map(({ path, message }) => {
      return `${lines.linePos(offsetOf(document, path)).line}: ${nameOf(path)} ${message}`
    }),
  ]
  if (told.length > 0) {
    throw new InvalidQueryError(file.option, told.map((one) => `\n  ${file.name}:${one}`).join(''))
  }
  return value as Static<Schema>
}
