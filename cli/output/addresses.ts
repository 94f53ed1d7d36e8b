import type { Asset, Granule } from '../../catalog/granule.ts'

/** Lists of what to fetch, as programs read them. */
export const addressFormats = ['wget', 'aria2', 's3'] as const
export type AddressFormat = (typeof addressFormats)[number]

const schemes = {
  wget: /^(https?|ftp):\/\//i,
  aria2: /^(https?|ftp|sftp):\/\//i,
  s3: /^s3:\/\//i,
} satisfies Record<AddressFormat, RegExp>

/**
 * The addresses of a granule's files that the program fetches, one a line. For aria2 the checksum follows, where it is known.
 * An address with white space in it would be read as several, so it goes encoded.
 */
export function addressLines(format: AddressFormat, { assets }: Granule): string {
  return Object.values(assets)
    .filter(({ href }) => schemes[format].test(href))
    .map((asset) => `${lineOf(asset.href)}\n${format === 'aria2' ? checksumLine(asset) : ''}`)
    .join('')
}

function lineOf(href: string): string {
  return href.replace(/[\s\p{Cc}]/gu, (character) => encodeURIComponent(character))
}

/** Of a multihash (https://multiformats.io/multihash/) in hexadecimal: 1220 begins a SHA-256. */
function checksumLine({ checksum }: Asset): string {
  const [, digits] = /^1220([\da-f]{64})$/i.exec(checksum ?? '') ?? []
  return digits === undefined ? '' : `  checksum=sha-256=${digits}\n`
}
