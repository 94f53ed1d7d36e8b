import type { TLocalizedValidationError } from 'typebox/error'
import type { Flaw } from './check.ts'

/** As much of JSON Schema as tells what was wanted. */
interface SchemaNode {
  description?: string
  properties?: Record<string, unknown>
  enum?: unknown[]
}

/**
 * What is wrong at each place, once: the innermost of what the validator complains of, in words that say what to write.
 * @param at what is written at a place
 */
export function explainSchemaErrors(
  errors: TLocalizedValidationError[],
  schema: unknown,
  at: (path: string[]) => unknown,
): Flaw[] {
  const flaws: Flaw[] = []
  for (const place of new Set(errors.map(({ instancePath }) => instancePath))) {
    const here = errors.filter(({ instancePath }) => instancePath === place)
    const path = place.split('/').slice(1).map(unescapePointer)
    const whole = flawsOfMembers(here, schema)
    flaws.push(...whole.map(({ member, message }) => ({ path: [...path, ...member], message })))
    const inner = errors.some(({ instancePath }) => instancePath.startsWith(`${place}/`))
    if (inner || whole.length > 0 || here.some(({ keyword }) => keyword === 'boolean')) continue
    // Of alternatives the last complaint is about all of them.
    const error = here.findLast(({ keyword }) => keyword === 'anyOf') ?? here.at(-1)!
    flaws.push({ path, message: explainValue(error, nodeAt(schema, error.schemaPath), at(path)) })
  }
  return flaws
}

/** Members that are missing or that no description has. */
function flawsOfMembers(errors: TLocalizedValidationError[], schema: unknown) {
  return errors.flatMap((error) => {
    if (error.keyword === 'required') {
      const names = error.params.requiredProperties
      return [{ member: [], message: `has no ${names.join(', ')}` }]
    }
    if (error.keyword !== 'additionalProperties') return []
    const known = Object.keys(nodeAt(schema, error.schemaPath).properties ?? {})
    return error.params.additionalProperties.map((name) => ({
      member: [name],
      message:
        known.length > 0
          ? `is not known here: the members are ${known.join(', ')}`
          : 'is no name of a property',
    }))
  })
}

function explainValue(error: TLocalizedValidationError, node: SchemaNode, value: unknown): string {
  const wanted = node.enum
    ? ` It is one of ${node.enum.join(', ')}.`
    : node.description === undefined
      ? ''
      : ` ${node.description}`
  if (typeof value === 'object' && error.keyword !== 'minItems') {
    return `is ${Array.isArray(value) ? 'a list' : 'a mapping'}; a text that begins with { or [ wants quotes.${wanted}`
  }
  const written = JSON.stringify(value)
  if (error.keyword === 'type' && error.params.type === 'string')
    return `${written} is no text: put it in quotes.${wanted}`
  return `${written} does not fit.${wanted}`
}

function nodeAt(schema: unknown, pointer: string): SchemaNode {
  let node = schema
  for (const part of pointer.split('/').slice(1)) {
    node = (node as Record<string, unknown> | undefined)?.[unescapePointer(part)]
  }
  return (node ?? {}) as SchemaNode
}

/** RFC 6901 section 4. */
function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}
