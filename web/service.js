/** Requests to the server that the page came from. */

/** Answers kept, by what was asked; and milliseconds for which they are. */
const mostKept = 40
const keptFor = 60_000
/** @type {Map<string, Promise<any>>} */
const kept = new Map()

/**
 * @param {string} path relative to the page
 * @param {{ body?: object, signal?: AbortSignal }} [options] a body is sent by POST
 * @returns {Promise<any>} JSON
 * @throws Error with what the server said
 */
export async function ask(path, { body, signal } = {}) {
  const sent = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  const response = await fetch(path, { ...sent, ...(signal && { signal }) })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.detail ?? response.statusText)
  return answer
}

/**
 * The same, from what was asked before where it was: for what is asked ahead of need.
 *
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export function askOnce(path, body) {
  const key = `${path} ${JSON.stringify(body)}`
  const known = kept.get(key)
  if (known) return known
  const asked = ask(path, body && { body })
  kept.set(key, asked)
  asked.catch(() => kept.delete(key))
  setTimeout(() => kept.delete(key), keptFor)
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(oldest)
  return asked
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error)
}
