/** A hole of a template: what is asked under which name. */
export interface Hole {
  /** `box`, `searchTerms`... with the canonical prefix of its namespace where it has one: `geo:box`. */
  token: string
  optional: boolean
}

/** A template in parts: text as it stands, and holes. */
export type Template = (string | Hole)[]

/** Prefixes as this program writes them, whatever a document declares. Versions and spellings of a namespace are one. */
const prefixes: [pattern: RegExp, prefix: string][] = [
  [/\/opensearch\/extensions\/geo\//, 'geo'],
  [/\/opensearch\/extensions\/time\//, 'time'],
  [/\/opensearch\/extensions\/(eo|sru)\//, ''],
  [/\/opensearch\/1\.1\/?$/, ''],
]

/**
 * Reads the template of a Url element (OpenSearch 1.1, section 4.4.4.1).
 *
 * @param namespaces URIs by the prefixes that the document declares
 */
export function parseTemplate(text: string, namespaces: ReadonlyMap<string, string>): Template {
  const parts: Template = []
  let end = 0
  for (const match of text.matchAll(/\{([^{}?]+)(\??)\}/g)) {
    parts.push(text.slice(end, match.index), {
      token: canonical(match[1]!, namespaces),
      optional: match[2] === '?',
    })
    end = match.index + match[0].length
  }
  parts.push(text.slice(end))
  return parts.filter((part) => part !== '')
}

function canonical(token: string, namespaces: ReadonlyMap<string, string>): string {
  const colon = token.indexOf(':')
  if (colon < 0) return token
  const [prefix, name] = [token.slice(0, colon), token.slice(colon + 1)]
  const uri = namespaces.get(prefix)
  const known = uri === undefined ? undefined : prefixes.find(([pattern]) => pattern.test(uri))
  if (!known) return token
  const own = known[1] === '' ? (/\/extensions\/(eo|sru)\//.exec(uri!)?.[1] ?? '') : known[1]
  return own === '' ? name : `${own}:${name}`
}

export function holesOf(template: Template): Hole[] {
  return template.filter((part) => typeof part !== 'string')
}

/**
 * The address with every hole filled. A parameter of the query whose hole stays empty is left out, as some services do not take
 * an empty one.
 *
 * @returns undefined where a hole that is not optional has no value
 */
export function fillTemplate(template: Template, values: ReadonlyMap<string, string>): string | undefined {
  let missing = false
  const text = template
    .map((part) => {
      if (typeof part === 'string') return part
      const value = values.get(part.token)
      if (value === undefined && !part.optional) missing = true
      return value === undefined ? empty : encodeURIComponent(value.toWellFormed())
    })
    .join('')
  if (missing) return undefined
  const [path, query] = [text.replace(/\?.*$/s, ''), /\?(.*)$/s.exec(text)?.[1]]
  const kept = query?.split('&').filter((pair) => pair !== '' && !pair.includes(empty))
  return (kept && kept.length > 0 ? `${path}?${kept.join('&')}` : path).replaceAll(empty, '')
}

/** No address has it. */
const empty = '\u0000'
