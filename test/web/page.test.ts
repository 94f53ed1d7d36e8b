import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launchChromium, mayLeaveOut } from './browser/chromium.ts'
import { type Demo, serveDemo } from './browser/demo.ts'
import { beyondFlows } from './browser/flows/beyond.ts'
import { comingFlows } from './browser/flows/coming.ts'
import { everyoneFlows } from './browser/flows/everyone.ts'
import { mapFlows } from './browser/flows/map.ts'
import { pageFlows } from './browser/flows/pages.ts'
import { searchFlows } from './browser/flows/search.ts'
import type { Host } from './browser/flows/types.ts'
import { show, type Visit, visit } from './browser/visit.ts'

const leftOut = chromiumPath === undefined && mayLeaveOut
if (leftOut) {
  console.warn('NOT TESTED: the page in a browser. Install Chromium, or name one by CHROMIUM=PATH.')
}

test.skipIf(leftOut)('a Chromium is here', () => {
  expect(chromiumPath).toBeDefined()
})

describe.skipIf(chromiumPath === undefined)('in Chromium, the page', () => {
  let browser: Browser
  let demo: Demo
  let shared: Visit
  const others: Visit[] = []

  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([serveDemo(), launchChromium()])
    shared = await visit(browser, demo)
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.app.close()
  })
  afterEach(async () => {
    const complaints = [shared, ...others].flatMap((one) => one.complaints.splice(0))
    await Promise.all(others.splice(0).map(({ page }) => page.context().close()))
    expect(complaints).toEqual([])
  })

  const host: Host = {
    demo: () => demo,
    async show(query = '') {
      await show(shared.page, query)
      return shared.page
    },
    async open(options) {
      const opened = await visit(browser, demo, options)
      others.push(opened)
      return opened.page
    },
  }
  searchFlows(host)
  mapFlows(host)
  beyondFlows(host)
  comingFlows(host)
  everyoneFlows(host)
  pageFlows(host)
})
