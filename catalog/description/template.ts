import type { Instant, PropertyValue } from '../granule.ts'
import { readValueFormat, splitFields, timeFields } from './fields.ts'
import { explainTimeFormat, formatInstant } from './time-format.ts'

/** What the fields of a template stand for. */
export interface TemplateValues {
  start: Instant
  end: Instant
  /** Below the root, with slashes; its parts are kept apart. */
  path: string | undefined
  /** Every other field, by name. */
  others: Record<string, PropertyValue | undefined>
}

/** What is wrong with a template of an address; undefined for a sound one. */
export function explainTemplate(template: string): string | undefined {
  const pieces = splitFields(template)
  if (typeof pieces === 'string') return pieces
  for (const piece of pieces) {
    if ('text' in piece || piece.format === undefined) {
      if ('field' in piece && timeFields.has(piece.field))
        return `{${piece.field}} says not how it is written: {${piece.field}:%Y/%m/%d}`
      continue
    }
    const { field, format } = piece
    const wrong = timeFields.has(field)
      ? explainTimeFormat(format)
      : readValueFormat(format) === undefined
        ? 'the format is d or 3d'
        : undefined
    if (wrong !== undefined) return `{${field}:${format}}: ${wrong}`
  }
  const literal = pieces.map((piece) => ('text' in piece ? piece.text : 'x')).join('')
  return leavesRoot(literal) ? 'has a part .. or . in it: write the address without' : undefined
}

/** Names of the fields of a template. */
export function fieldsOf(template: string): string[] {
  const pieces = splitFields(template)
  return typeof pieces === 'string' ? [] : pieces.flatMap((piece) => ('field' in piece ? [piece.field] : []))
}

/**
 * An address by its template. Values are percent-encoded, so that none can reach into another part of the address.
 * @returns undefined where a field is unknown of this granule, or a value would lead out of the folder it is put in
 */
export function expandTemplate(template: string, values: TemplateValues): string | undefined {
  const pieces = splitFields(template)
  if (typeof pieces === 'string') return undefined
  let address = ''
  for (const piece of pieces) {
    const text = 'text' in piece ? piece.text : write(piece.field, piece.format, values)
    if (text === undefined) return undefined
    address += text
  }
  return leavesRoot(address) ? undefined : address
}

function write(field: string, format: string | undefined, values: TemplateValues): string | undefined {
  if (field === 'start' || field === 'end') return formatInstant(values[field], format ?? '%Y%m%dT%H%M%S')
  if (field === 'path') return values.path?.split('/').map(encodeURIComponent).join('/')
  const value = Object.hasOwn(values.others, field) ? values.others[field] : undefined
  if (value === undefined || Array.isArray(value)) return undefined
  const text = String(value)
  return encodeURIComponent(text.padStart(readValueFormat(format ?? 's')?.width ?? 0, '0'))
}

/** Whether a part of the address is `.` or `..`, as written or percent-encoded: servers and clients resolve those. */
function leavesRoot(address: string): boolean {
  return address
    .replace(/^[a-z0-9]+:\/\/[^/]*/i, '')
    .split(/[/\\?#&=]|%2f|%5c/i)
    .some((part) => /^\.{1,2}$/.test(part.replace(/%2e/gi, '.')))
}
