import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Demo } from './demo.ts'

export interface Visit {
  page: Page
  /** What a page must not do: errors, and requests to other hosts. */
  complaints: string[]
}

/** What the browser says of a request that the page itself tells of. */
const told = /the server responded with a status of 400/

/** Opens the page, as soon as its first results are there. */
export async function visit(
  browser: Browser,
  demo: Demo,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const viewport = { width: 1280, height: 800 }
  const context = await browser.newContext({ viewport, locale: 'en', hasTouch: true, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    const text = message.text()
    if (['error', 'warning'].includes(message.type()) && !told.test(text)) complaints.push(`console: ${text}`)
  })
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(demo.address)) complaints.push(`asked elsewhere: ${request.url()}`)
  })
  await page.goto(demo.address)
  if (options.javaScriptEnabled !== false) await settled(page)
  return { page, complaints }
}

/** Shows what an address says, as going back to it would. */
export async function show(page: Page, query: string): Promise<void> {
  await page.evaluate(`
    for (const one of document.querySelectorAll('details')) one.open = false
    history.pushState(null, '', location.pathname + ${JSON.stringify(query)})
    dispatchEvent(new PopStateEvent('popstate'))`)
  await settled(page)
}

/** Waits until no search is under way. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#results-part[aria-busy=false]').waitFor()
}

/** Waits until the address of the page has something. */
export async function addressed(page: Page, test: (query: URLSearchParams) => boolean): Promise<void> {
  await page.waitForURL((url) => test(url.searchParams))
}

/** Does something that begins a search, and waits for what it finds. */
export async function searching(page: Page, act: () => Promise<unknown>): Promise<void> {
  await act()
  await settled(page)
}

/** Writes into a field, and leaves it by Enter. */
export async function enter(page: Page, field: string, text: string): Promise<void> {
  await page.fill(field, text)
  await page.press(field, 'Enter')
  await settled(page)
}

export function resultIds(page: Page): Promise<string[]> {
  return page.locator('#results a.id').allTextContents()
}

/** Where a place lies in the window, on the flat map at its beginning. */
export async function flatPoint(page: Page, lon: number, lat: number): Promise<{ x: number; y: number }> {
  const box = (await page.locator('#map').boundingBox())!
  const scale = Math.min(box.width / 360, (box.height * 0.94) / 180)
  return { x: box.x + box.width / 2 + lon * scale, y: box.y + box.height / 2 - lat * scale }
}
