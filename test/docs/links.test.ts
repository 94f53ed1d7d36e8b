import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'
import { root } from './blocks.ts'

const pages = globSync(['*.md', '{docs,examples,fixtures}/**/*.md'], { cwd: root }).sort()
const textOf = (page: string) => readFileSync(join(root, page), 'utf8')

/** The anchors of headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\d _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

test.each(pages)('%s links to what is there', (page) => {
  const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)]
  for (const [link, path, anchor] of links) {
    const target = path === '' ? page : join(dirname(page), path!)
    expect(existsSync(join(root, target)), link).toBe(true)
    if (anchor !== undefined) expect(anchorsOf(target), link).toContain(anchor)
  }
})

test.each(pages)('%s names files that are there', (page) => {
  const named = [
    ...textOf(page).matchAll(/`(?:node )?((?:[a-z]+\/)+[\w.-]+\.(?:ts|js|py|yaml|sh|json|sql|csv))\b/g),
  ]
  for (const [, path] of named) {
    const found = [path!, join(dirname(page), path!), path!.replace(/^oceanid\//, '')]
    expect(
      found.some((one) => existsSync(join(root, one))),
      path,
    ).toBe(true)
  }
})

test('a file of footprints that a page names alone is there', () => {
  const named = [...textOf('docs/footprints.md').matchAll(/`([a-z-]+\.ts)`/g)].map(([, file]) => file!)
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((file) => !existsSync(join(root, 'indexer/footprint', file)))).toEqual([])
})
