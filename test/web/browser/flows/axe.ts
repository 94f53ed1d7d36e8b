import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const judge = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  id: string
  impact: string | null
  nodes: { html: string; failureSummary?: string }[]
}

/** Nobody is kept from what a page shows now: in the light and wide, in the dark and narrow. */
export async function expectUsable(page: Page): Promise<void> {
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
    const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    expect({ url: page.url(), beyond: Math.max(0, beyond) }).toEqual({ url: page.url(), beyond: 0 })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
}
