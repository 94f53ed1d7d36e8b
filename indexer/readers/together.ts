import { basename, relative, sep } from 'node:path'
import type { Dataset, Group, Variable } from './dataset.ts'
import { explainBreakage, openDataset } from './open.ts'

/** Several files as one, and the files that could not be opened. */
export interface OpenedTogether {
  dataset: Dataset
  /** Media type of each file that is data. */
  mediaTypes: Map<string, string>
  broken: { file: string; reason: string }[]
}

/**
 * Opens the files of a granule as one data set: each is a group of the name of the file, without its extension; the
 * attributes of the first stand for the whole.
 * @throws {UnreadableFileError} when none can be opened
 */
export async function openTogether(folder: string, files: string[]): Promise<OpenedTogether> {
  const parts: { file: string; dataset: Dataset }[] = []
  const broken: OpenedTogether['broken'] = []
  let failure: unknown
  for (const file of files) {
    try {
      parts.push({ file, dataset: await openDataset(file) })
    } catch (error) {
      failure ??= error
      broken.push({ file, reason: explainBreakage(error) })
    }
  }
  const first = parts[0]
  if (first === undefined) throw failure
  const mounted = parts.map(({ file, dataset }) => mount(dataset, groupOf(folder, file)))
  return {
    dataset: {
      format: first.dataset.format,
      mediaType: first.dataset.mediaType,
      groups: [first.dataset.groups[0]!, ...mounted.flatMap(({ groups }) => groups)],
      variables: mounted.flatMap(({ variables }) => variables),
      close: () => {
        for (const { dataset } of parts) dataset.close()
      },
    },
    mediaTypes: new Map(parts.map(({ file, dataset }) => [file, dataset.mediaType])),
    broken,
  }
}

/** Path of the group that a file of a granule becomes. */
export function groupOf(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join('/')
  return `/${path.replace(/\.[A-Za-z]\w*$/, '') || basename(file)}`
}

function mount(dataset: Dataset, at: string): { groups: Group[]; variables: Variable[] } {
  const under = (path: string) => (path === '/' ? at : `${at}${path}`)
  return {
    groups: dataset.groups.map(({ path, attributes }) => ({ path: under(path), attributes })),
    variables: dataset.variables.map((variable) => ({
      path: under(variable.path),
      name: variable.name,
      group: under(variable.group),
      type: variable.type,
      shape: variable.shape,
      attributes: variable.attributes,
      dimensions: () =>
        variable
          .dimensions()
          .map(({ name, size }) => ({ name: name === undefined ? undefined : under(name), size })),
      read: (slab) => variable.read(slab),
      readText: () => variable.readText(),
      ...(variable.members && { members: variable.members }),
      ...(variable.readMember && { readMember: variable.readMember }),
    })),
  }
}

/** Of files opened together, the variables of some alone. */
export function onlyOf(dataset: Dataset, folder: string, files: string[]): Dataset {
  const groups = files.map((file) => groupOf(folder, file))
  return {
    ...dataset,
    variables: dataset.variables.filter(({ path }) => groups.some((group) => path.startsWith(`${group}/`))),
  }
}
