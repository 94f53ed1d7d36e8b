import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { InvalidQueryError } from '../catalog/errors.ts'
import { isUnder } from '../catalog/ledger.ts'

/** What begins one way, at the boundary of a folder, begins another way afterwards. */
export interface Relocation {
  /** Undefined where it stays. */
  href(href: string): string | undefined
  /** Of a file on this machine; undefined where it stays, or does not stay on this machine. */
  path(path: string): string | undefined
  /** The folder that is left, where it is on this machine. */
  folder?: string
}

/**
 * @param from an address or an absolute path, as is `to`
 * @throws InvalidQueryError for what is neither, and where nothing would move
 */
export function readRelocation(from: string, to: string): Relocation {
  const [old, fresh] = [addressOf('FROM', from), addressOf('TO', to)]
  if (old === fresh) throw new InvalidQueryError('TO', 'is the same place as FROM')
  const [folder, home] = [pathOf(old), pathOf(fresh)]
  return {
    href: (href) => moved(href, old, fresh),
    path: (path) => (folder === undefined || home === undefined ? undefined : moved(path, folder, home)),
    ...(folder !== undefined && { folder }),
  }
}

/** What lies in a folder within the one that is left, and is the one to be taken, has moved there already. */
function moved(place: string, old: string, fresh: string): string | undefined {
  if (!isUnder(place, old) || (isUnder(fresh, old) && isUnder(place, fresh))) return undefined
  return fresh + place.slice(old.length)
}

/** Without a slash at the end; of a path the address of the file. */
function addressOf(name: string, text: string): string {
  const place = text.startsWith('/') ? resolve(text) : pathOf(text)
  if (place !== undefined && place !== '/') return pathToFileURL(place).href
  if (/^(?!file:)[a-z][a-z\d+.-]*:\/\/[^/]/i.test(text)) return text.replace(/\/+$/, '')
  throw new InvalidQueryError(
    name,
    `is an absolute path below / or an address (s3://bucket/folder), not "${text}"`,
  )
}

function pathOf(address: string): string | undefined {
  if (!address.startsWith('file://')) return undefined
  try {
    return resolve(fileURLToPath(address))
  } catch {
    return undefined
  }
}
