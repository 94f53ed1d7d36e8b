import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { settled, show as showState } from '../visit.ts'
import type { Host } from './types.ts'

const judge = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  id: string
  impact: string | null
  nodes: { html: string; failureSummary?: string }[]
}

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
    await page.evaluate(judge)
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 360],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      const violations = await page.evaluate<Finding[]>('axe.run().then((found) => found.violations)')
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1280, height: 800 })
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
