import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`)

/** Where a Chromium is; undefined where there is none. */
export const chromiumPath = [process.env.CHROMIUM, ...places].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
)

/** Whether the tests of the page may be left out: anywhere but where changes are judged. */
export const mayLeaveOut = process.env.CI !== 'true' && process.env.OCEANID_TEST_BROWSER !== 'required'

export async function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) {
    throw new Error('no Chromium is here: install it (apt-get install chromium) or name it by CHROMIUM=PATH')
  }
  const isRoot = process.getuid?.() === 0
  return chromium.launch({ executablePath: chromiumPath, args: isRoot ? ['--no-sandbox'] : [] })
}
