import { readFileSync } from 'node:fs'

export interface LibraryFile {
  /** With the version of its package, so that browsers may keep it for good. */
  name: string
  path: URL
}

/** What the map loads of other packages, from where they are installed. */
export const libraryFiles = {
  array: fileOf('d3-array', './d3-array.min.js'),
  geo: fileOf('d3-geo', './d3-geo.min.js'),
  topojson: fileOf('topojson-client', '../dist/topojson-client.min.js'),
  coarseCoasts: fileOf('world-atlas', './land-110m.json', 'world-atlas/land-110m.json'),
  fineCoasts: fileOf('world-atlas', './land-50m.json', 'world-atlas/land-50m.json'),
}

/**
 * @param file beside the file that the package is entered by
 * @param entry what is resolved
 */
function fileOf(package_: string, file: string, entry = package_): LibraryFile {
  const entered = new URL(import.meta.resolve(entry))
  const path = new URL(file, entered)
  const [base = '', ...ends] = file.split('/').at(-1)!.split('.')
  return { name: `${base}-${versionOf(package_, entered)}.${ends.join('.')}`, path }
}

/** Of the package that holds a file. */
function versionOf(package_: string, within: URL): string {
  const root = within.href.slice(0, within.href.lastIndexOf(`/${package_}/`) + package_.length + 2)
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }
  return version
}
