import { readFileSync } from 'node:fs'
import { basename, dirname, relative } from 'node:path'
import { UnreadableFileError } from '../catalog/errors.ts'
import type { MemberFile } from './assets.ts'
import { looksLikeData } from './data-files.ts'
import { isManifest, readManifest } from './metadata/manifest.ts'
import type { Members } from './products.ts'
import type { Dataset } from './readers/dataset.ts'
import { openDataset } from './readers/open.ts'
import { groupOf, onlyOf, openTogether } from './readers/together.ts'

export interface OpenedMembers {
  dataset: Dataset
  /** The part of it in which coordinates and times are looked for. */
  located: Dataset
  members: MemberFile[]
  warnings: string[]
}

/**
 * Opens a file, or the files of a granule as one data set. A file among them that cannot be opened does not keep the
 * others out.
 * @throws {UnreadableFileError}
 */
export async function openMembers(path: string, members?: Members): Promise<OpenedMembers> {
  if (members === undefined || (!members.directory && members.files.length === 1)) {
    const dataset = await openDataset(path)
    return {
      dataset,
      located: dataset,
      members: [{ file: path, mediaType: dataset.mediaType }],
      warnings: [],
    }
  }
  const { directory, files, coordinates = [] } = members
  const folder = directory ? path : dirname(path)
  const data = files.filter(looksLikeData)
  if (data.length === 0) {
    throw new UnreadableFileError(
      path,
      'a directory without NetCDF or HDF5 files: nothing in it says where it is',
    )
  }
  const first = data.toSorted((a, b) => Number(coordinates.includes(b)) - Number(coordinates.includes(a)))
  const { dataset, mediaTypes, broken } = await openTogether(folder, first)
  const warnings = broken.map(({ file, reason }) => `${relative(folder, file)} in it: ${reason}`)
  for (const file of files.filter((one) => isManifest(basename(one)))) {
    try {
      dataset.groups.push(readManifest(readFileSync(file, 'utf8'), groupOf(folder, file)))
    } catch (error) {
      warnings.push(`${relative(folder, file)} in it: ${(error as Error).message}`)
    }
  }
  return {
    dataset,
    located: coordinates.length === 0 ? dataset : onlyOf(dataset, folder, coordinates),
    members: files.map((file) => ({ file, mediaType: mediaTypes.get(file) })),
    warnings,
  }
}
