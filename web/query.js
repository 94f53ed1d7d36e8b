/**
 * The query of `stac/search` that a form asks for: text by name (`parentIdentifier`, `box`, `start`, `end`), where
 * the dates are whole days in UTC.
 *
 * @param {FormData | URLSearchParams} form
 * @param {number} limit
 * @returns {URLSearchParams}
 */
export function stacQuery(form, limit) {
  const text = (name) => String(form.get(name) ?? '').trim()
  const query = new URLSearchParams()
  if (text('parentIdentifier')) query.set('collections', text('parentIdentifier'))
  if (text('box')) query.set('bbox', text('box').replaceAll(/\s*,\s*|\s+/g, ','))
  if (text('start') || text('end')) {
    const start = text('start') ? `${text('start')}T00:00:00Z` : '..'
    const end = text('end') ? `${text('end')}T23:59:59.999Z` : '..'
    query.set('datetime', `${start}/${end}`)
  }
  query.set('limit', String(limit))
  return query
}
