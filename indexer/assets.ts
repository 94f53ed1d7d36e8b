import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, extname, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Asset } from '../catalog/granule.ts'

/** A file of a granule; `mediaType` where it was opened as data. */
export interface MemberFile {
  file: string
  mediaType: string | undefined
}

/** Media types and roles of what lies beside the data of a product. */
const besides: Record<string, Pick<Asset, 'type' | 'roles'>> = {
  '.xml': { type: 'application/xml', roles: ['metadata'] },
  '.safe': { type: 'application/xml', roles: ['metadata'] },
  '.json': { type: 'application/json', roles: ['metadata'] },
  '.yaml': { type: 'application/yaml', roles: ['metadata'] },
  '.txt': { type: 'text/plain', roles: ['metadata'] },
  '.html': { type: 'text/html', roles: ['metadata'] },
  '.pdf': { type: 'application/pdf', roles: ['metadata'] },
  '.png': { type: 'image/png', roles: ['overview'] },
  '.jpg': { type: 'image/jpeg', roles: ['overview'] },
  '.jpeg': { type: 'image/jpeg', roles: ['overview'] },
}

/**
 * The files of a granule as assets: a file is `data`; those of a directory go by their names in it without the
 * extension, and those that go with a file by their names.
 * @param folder the directory that is the granule
 * @param checksum compute the SHA-256, which reads all of each file
 */
export async function describeAssets(
  members: MemberFile[],
  folder: string | undefined,
  checksum: boolean,
): Promise<Record<string, Asset>> {
  const assets: Record<string, Asset> = {}
  for (const [i, member] of members.entries()) {
    const name = folder === undefined ? basename(member.file) : relative(folder, member.file)
    const path = name.split(sep).join('-')
    const bare = path.replace(/(?<=.)\.[A-Za-z]\w*$/, '')
    const key = folder === undefined && i === 0 ? 'data' : Object.hasOwn(assets, bare) ? path : bare
    assets[key] = await describeAsset(member, checksum)
  }
  return assets
}

async function describeAsset({ file, mediaType }: MemberFile, checksum: boolean): Promise<Asset> {
  const { size } = await stat(file)
  const form =
    mediaType === undefined
      ? (besides[extname(file).toLowerCase()] ?? { type: 'application/octet-stream', roles: ['data'] })
      : { type: mediaType, roles: ['data'] }
  return {
    href: pathToFileURL(file).href,
    ...form,
    title: basename(file),
    size,
    ...(checksum && { checksum: await multihash(file) }),
  }
}

/** SHA-256 as a multihash in hexadecimal: function 0x12, length 0x20, digest. */
async function multihash(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return `1220${hash.digest('hex')}`
}
