import { toQuery } from '../search/query.js'

/** @import { Area } from '../search/area.js' */
/**
 * What is asked for, as programs outside ask it.
 *
 * @typedef {object} Request
 * @property {string} base where `/` of the server is, without a slash at the end
 * @property {Record<string, unknown>} selection of the STAC API
 * @property {string[]} collections
 * @property {Area | undefined} area
 * @property {Record<string, string>} areaParameters of OpenSearch
 * @property {string} start
 * @property {string} end
 * @property {string} condition in CQL2 text, with the catalogue's own names
 */

/** An address that is longer than this is sent as a body. */
const longestAddress = 2000

/** @type {Record<string, (request: Request) => string>} */
export const texts = { curl, python, cli, opensearch }

/** @param {Request} request */
function curl({ base, selection }) {
  const query = toQuery(selection).toString()
  const address = `${base}/stac/search${query === '' ? '' : `?${query}`}`
  if (address.length <= longestAddress) return `curl ${shellQuote(address)}`
  return `curl ${shellQuote(`${base}/stac/search`)} --json ${shellQuote(JSON.stringify(selection))}`
}

/** @param {Request} request */
function python({ base, selection }) {
  const { 'filter-lang': language, ...asked } = selection
  const named = Object.entries({ ...asked, ...(language !== undefined && { filter_lang: language }) })
  const given = named.map(([name, value]) => `    ${name}=${pythonLiteral(value)},\n`).join('')
  return `import pystac_client

catalog = pystac_client.Client.open(${pythonLiteral(`${base}/stac`)})
search = catalog.search(${given === '' ? '' : `\n${given}`})
for item in search.items():
    print(item.id, {name: asset.href for name, asset in item.assets.items()})
`
}

/** @param {Request} request */
function cli({ collections, area, start, end, condition }) {
  const options = [
    ...areaOptions(area),
    ...(start === '' ? [] : [`--start ${start}`]),
    ...(end === '' ? [] : [`--end ${end}`]),
    ...(condition === '' ? [] : [`--where ${shellQuote(condition)}`]),
  ]
  return ['oceanid search', ...collections.map(shellQuote), ...options].join(' ')
}

/** @param {Area | undefined} area */
function areaOptions(area) {
  switch (area?.kind) {
    case undefined:
      return []
    case 'box':
      return [`--bbox=${area.box.join()}`]
    case 'circle':
      return [`--point=${area.lon},${area.lat} --radius ${area.km}`]
    case 'wkt':
      return [`--intersects ${shellQuote(area.text)}`]
    case 'sea':
      return [`--name ${shellQuote(area.name)}`]
  }
}

/** Without the condition, which OpenSearch has no parameter for. @param {Request} request */
function opensearch({ base, collections, areaParameters, start, end }) {
  const query = new URLSearchParams()
  if (collections.length === 1) query.set('parentIdentifier', collections[0])
  if (collections.length > 1) query.set('parentIdentifier', `{${collections.join()}}`)
  for (const [name, value] of Object.entries(areaParameters)) query.set(name, value)
  if (start !== '') query.set('start', start)
  if (end !== '') query.set('end', end)
  return `${base}/opensearch/granules.atom?${query}`
}

/** @param {string} text */
function shellQuote(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/**
 * JSON is Python too, but for three words.
 *
 * @param {unknown} value
 * @returns {string}
 */
function pythonLiteral(value) {
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value === null || value === undefined) return 'None'
  if (typeof value !== 'object') return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}: ${pythonLiteral(one)}`)
    .join(', ')}}`
}
