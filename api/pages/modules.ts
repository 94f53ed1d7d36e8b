import { readFileSync } from 'node:fs'
import { resource } from '../../catalog/resource.ts'

const found = new Map<string, string[]>()

/**
 * A module of the page and all that it imports, itself included, by their paths in `web/`: so that the browser asks for
 * them at once and not one level after another.
 */
export function modulesOf(entry: string): string[] {
  const known = found.get(entry)
  if (known) return known
  const modules = new Set([entry])
  for (const module of modules) {
    const text = readFileSync(resource(`web/${module}`), 'utf8')
    for (const [, name] of text.matchAll(/^(?:import|export)\b[^'"`]*? from '(\.[^']+)'/gm)) {
      modules.add(new URL(name!, `web:/${module}`).pathname.slice(1))
    }
  }
  found.set(entry, [...modules])
  return [...modules]
}
