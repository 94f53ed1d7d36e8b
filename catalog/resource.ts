/**
 * Whether this is a checkout (sources run as they are) or the built package, where the same tree stands
 * under `dist/` as JavaScript while `mappings/`, `web/` and `fixtures/` stay where they were.
 */
const fromSources = import.meta.url.endsWith('.ts')

/** URL of a file or folder that ships with the package, by its path from the package's root. */
export function resource(path: string): URL {
  return new URL(`${fromSources ? '../' : '../../'}${path}`, import.meta.url)
}

/** URL of a module of the project, by its path from the root without the extension: for worker threads. */
export function moduleUrl(path: string): URL {
  return fromSources ? resource(`${path}.ts`) : resource(`dist/${path}.js`)
}
