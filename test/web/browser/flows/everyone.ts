import { expect, test } from 'vitest'
import { settled, show as showState } from '../visit.ts'
import { expectUsable } from './axe.ts'
import type { Host } from './types.ts'

export function everyoneFlows({ demo, show, open }: Host): void {
  test.each([
    'en',
    'fr',
  ] as const)('everyone can use it in %s: light and dark, wide and narrow', async (locale) => {
    const page = locale === 'en' ? await show() : await open({ locale })
    expect(await page.getAttribute('html', 'lang')).toBe(locale)
    await showState(page, '?area=-60,-60,60,60&filter.platform=Oceanid-Demo-3')
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    await page.click('[data-copy=python]')
    await expectUsable(page)
  })

  test('the other language shows the same', async () => {
    const page = await show('?area=0,0,20,20')
    await page.click('a[hreflang=fr]')
    await settled(page)
    expect(await page.inputValue('#area')).toBe('0,0,20,20')
    expect(await page.textContent('#status')).toMatch(/^\d+ granules?$/)
    expect(await page.getAttribute('#play', 'aria-label')).toMatch(/jour/)
    await page.click('a[hreflang=en]')
    await settled(page)
  })

  test('the scripts of the page weigh less than 250 KB as they are sent', async () => {
    const page = await show()
    const names = await page.evaluate<string[]>(
      "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))",
    )
    expect(names.length).toBeGreaterThan(20)
    let total = 0
    for (const name of new Set(names)) {
      const headers = { 'accept-encoding': 'gzip' }
      const { statusCode, rawPayload } = await demo().app.inject({ url: new URL(name).pathname, headers })
      expect([name, statusCode]).toEqual([name, 200])
      total += rawPayload.length
    }
    expect(total).toBeLessThan(250_000)
  })
}
