import { expect, test } from 'vitest'
import { expectUsable } from './axe.ts'
import type { Host } from './types.ts'

/** The pages beside the map. */
export function pageFlows({ demo, open }: Host): void {
  test('everyone can use the pages of collections, granules, records and the API', async () => {
    const [english, french] = [await open({ locale: 'en' }), await open({ locale: 'fr' })]
    const { store, address } = demo()
    const where = { op: '=', property: 'kind', value: 'swath' } as const
    const { granules } = await store.search({ where }, { limit: 1 })
    const { collection, id } = granules[0]!
    const granule = `collections/${collection}/granules/${id}`
    for (const [page, path] of [
      [english, 'collections'],
      [english, `collections/${collection}`],
      [french, granule],
      [english, `${granule}/crossovers`],
      [english, 'records'],
      [french, 'stac/api.html'],
    ] as const) {
      await page.goto(address + path)
      expect(await page.getAttribute('html', 'lang')).toBe(page === french ? 'fr' : 'en')
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
      await expectUsable(page)
    }
  })

  test('from the list of collections a keyboard leads to a granule', async () => {
    const page = await open({})
    await page.goto(`${demo().address}collections`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await Promise.all([page.waitForURL(/\/collections\/[^/]+$/), page.keyboard.press('Enter')])
    await page.focus('tbody a')
    await Promise.all([page.waitForURL(/\/granules\/[^/]+$/), page.keyboard.press('Enter')])
    expect(await page.textContent('h1')).toBe(decodeURIComponent(page.url().split('/').at(-1)!))
  })
}
