import type { StacLink } from 'stac-ts'

/** Tokens of the pages beside a page. `previous` is there and undefined where it is the first, which needs none. */
export interface Neighbours {
  next?: string
  previous?: string | undefined
}

/** @param here the address that was asked for */
export function pagesByGet(here: string, neighbours: Neighbours, type: string): StacLink[] {
  return linksTo(neighbours, (rel, token) => {
    const url = new URL(here)
    if (token === undefined) url.searchParams.delete('token')
    else url.searchParams.set('token', token)
    return { rel, href: url.href, type, method: 'GET' }
  })
}

/** The whole body, so that a client that does not merge and one that always does send the same. */
export function pagesByPost(href: string, body: object, neighbours: Neighbours, type: string): StacLink[] {
  const { token: _token, ...question } = body as { token?: string }
  return linksTo(neighbours, (rel, token) => ({
    rel,
    href,
    type,
    method: 'POST',
    body: token === undefined ? question : { ...question, token },
    merge: false,
  }))
}

function linksTo(neighbours: Neighbours, link: (rel: string, token: string | undefined) => StacLink) {
  return [
    ...(neighbours.next === undefined ? [] : [link('next', neighbours.next)]),
    ...('previous' in neighbours ? [link('prev', neighbours.previous)] : []),
  ]
}
