import { basename, matchesGlob, relative, resolve, sep } from 'node:path'

/** Globs that say which files of folders are taken. One without a slash is of a name, at any depth; else of the path from the folder. */
export interface Choice {
  /** Files that fit none of these are not taken. */
  pattern: readonly string[]
  /** Files that fit one of these, or lie in a folder that does, are not taken. */
  exclude: readonly string[]
}

/** Whether a file is taken; one that is not of a folder is judged by its whole path. */
export function isChosen(file: string, folder: string | undefined, { pattern, exclude }: Choice): boolean {
  const path = folder === undefined ? file : relative(resolve(folder), file)
  const fits = (glob: string) =>
    glob.includes('/') ? matchesGlob(path, glob) : matchesGlob(basename(path), glob)
  return (
    (pattern.length === 0 || pattern.some(fits)) && !ancestors(path).some((part) => isExcluded(part, exclude))
  )
}

/** The same as globs of paths, for a walk that need not enter what is left out. */
export function ignoredGlobs({ exclude }: Choice): string[] {
  return exclude.flatMap((glob) => {
    const path = glob.includes('/') ? glob.replace(/\/$/, '') : `**/${glob}`
    return [path, `${path}/**`]
  })
}

function isExcluded(path: string, exclude: readonly string[]): boolean {
  return exclude.some((glob) =>
    glob.includes('/') ? matchesGlob(path, glob.replace(/\/$/, '')) : matchesGlob(basename(path), glob),
  )
}

/** A path and the folders that it lies in. */
function ancestors(path: string): string[] {
  const parts = path.split(sep)
  return parts.map((_, i) => parts.slice(0, i + 1).join(sep)).filter((part) => part !== '')
}
