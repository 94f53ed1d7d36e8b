import { isAbsolute } from 'node:path'
import type { PropertyValue } from '../granule.ts'
import { knownProperties } from '../properties.ts'
import { listOf } from './complete.ts'
import { splitFields } from './fields.ts'
import { compileFilePattern, type FilePattern } from './file-pattern.ts'
import type { Description, IndexedProperty } from './schema.ts'
import { explainTemplate, fieldsOf } from './template.ts'

/** What is wrong with a description, and at which of its members. */
export interface Flaw {
  path: (string | number)[]
  message: string
}

/** What a granule has beside its properties; no property can have such a name. */
const ownFields = ['id', 'collection', 'kind', 'start', 'end', 'updated']

/** What the schema cannot say: patterns and templates that can be read, and names that are there. */
export function checkDescription(description: Description): Flaw[] {
  const flaws: Flaw[] = []
  const tell = (path: Flaw['path'], message: string) => flaws.push({ path, message })
  const { files = {}, root, properties = {} } = description
  const patterns = listOf(files.pattern).map((text, i) => {
    const pattern = compileFilePattern(text)
    if (typeof pattern === 'string') tell(memberOf(['files', 'pattern'], files.pattern, i), pattern)
    return pattern
  })
  const sound = patterns.filter((pattern) => typeof pattern !== 'string')
  for (const [i, companion] of listOf(files.companions).entries()) {
    const wrong = explainCompanion(companion, sound)
    if (wrong !== undefined) tell(memberOf(['files', 'companions'], files.companions, i), wrong)
  }
  if ((files.longitude === undefined) !== (files.latitude === undefined)) {
    tell(['files'], 'names one of longitude and latitude: name both')
  }
  if (root !== undefined && !isAbsolute(root)) tell(['root'], 'is an absolute path')
  const known = new Set([
    ...ownFields.slice(0, 5),
    ...['path', 'name', 'stem'],
    ...Object.keys(knownProperties),
    ...Object.keys(properties),
    ...sound.flatMap(({ fields }) => fields),
  ])
  for (const member of ['href', 'quicklook'] as const) {
    const links = listOf<string | { href: string }>(description[member])
    for (const [i, link] of links.entries()) {
      const template = typeof link === 'string' ? link : link.href
      const at = memberOf([member], description[member], i)
      const wrong = explainLink(template, known, root)
      if (wrong !== undefined) tell(typeof link === 'string' ? at : [...at, 'href'], wrong)
    }
  }
  for (const [name, property] of Object.entries(properties)) {
    if (ownFields.includes(name)) tell(['properties', name], 'is known of every granule: take another name')
    if (property.value !== undefined && !isOfType(property.value, property.type)) {
      tell(['properties', name, 'value'], `is not of the type ${property.type}`)
    }
  }
  return flaws
}

function memberOf(path: string[], written: unknown, index: number): Flaw['path'] {
  return Array.isArray(written) ? [...path, index] : path
}

function explainCompanion(companion: string, patterns: FilePattern[]): string | undefined {
  const pieces = splitFields(companion)
  if (typeof pieces === 'string') return pieces
  if (patterns.length === 0) return 'wants a pattern of the files that it goes with'
  const unknown = pieces.find(
    (piece) => 'field' in piece && !patterns.every(({ fields }) => fields.includes(piece.field)),
  )
  return unknown && 'field' in unknown ? `{${unknown.field}} is no field of the pattern` : undefined
}

function explainLink(template: string, known: Set<string>, root: string | undefined): string | undefined {
  const wrong = explainTemplate(template)
  if (wrong !== undefined) return wrong
  const fields = fieldsOf(template)
  const unknown = fields.find((field) => !known.has(field))
  if (unknown !== undefined) return `{${unknown}} is not known: the fields are ${[...known].join(', ')}`
  return fields.includes('path') && root === undefined
    ? '{path} is counted from the folder "root": say which'
    : undefined
}

function isOfType(value: PropertyValue, type: IndexedProperty['type']): boolean {
  return type === 'string[]' ? Array.isArray(value) : typeof value === type
}
