/** @import { Queryable } from '../types.js' */

/**
 * The filters of a form as CQL2 text, all of which must hold; empty for none.
 *
 * @param {Record<string, string>} filters by field: a value, or `least..greatest` for numbers
 * @param {Record<string, Queryable>} queryables by field
 * @param {string} where a condition more
 * @param {(field: string) => string} [nameOf] how a field is called there
 */
export function conditionOf(filters, queryables, where = '', nameOf = (field) => field) {
  const parts = Object.entries(filters).flatMap(([field, value]) => {
    const part = comparison(quoteName(nameOf(field)), value, queryables[field] ?? {})
    return part === undefined ? [] : [part]
  })
  if (where.trim() !== '') parts.push(parts.length > 0 ? `(${where.trim()})` : where.trim())
  return parts.join(' AND ')
}

/**
 * @param {string} name
 * @param {string} value
 * @param {Queryable} queryable
 */
function comparison(name, value, { type, enum: values }) {
  if (type === 'number' || type === 'integer') return range(name, value)
  if (type === 'boolean') return `${name} = ${value === 'true'}`
  if (type === 'array') return `A_CONTAINS(${name}, (${quote(value)}))`
  if (values) return `${name} = ${quote(value)}`
  return `${name} LIKE ${quote(`%${value.replaceAll(/[\\%_]/g, '\\$&')}%`)}`
}

/**
 * @param {string} name
 * @param {string} value
 */
function range(name, value) {
  const [least, greatest] = value.split('..').map((part) => (part.trim() === '' ? undefined : Number(part)))
  if (Number.isNaN(least) || Number.isNaN(greatest)) return undefined
  if (least !== undefined && greatest !== undefined) {
    return least === greatest ? `${name} = ${least}` : `${name} BETWEEN ${least} AND ${greatest}`
  }
  if (least !== undefined) return `${name} ${value.includes('..') ? '>=' : '='} ${least}`
  return greatest === undefined ? undefined : `${name} <= ${greatest}`
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", "''")}'`
}

/** @param {string} name */
function quoteName(name) {
  return /^[a-z_]\w*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
