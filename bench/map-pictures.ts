// Takes the pictures of docs/map.md and the README of the served page into docs/images: node bench/map-pictures.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { launchChromium } from '../test/web/browser/chromium.ts'
import { serveDemo } from '../test/web/browser/demo.ts'
import { settled } from '../test/web/browser/visit.ts'

const mostBytes = 100_000
/** Milliseconds until the map is drawn finely after it has come to rest. */
const restful = 600

/** The six footprints that maps commonly draw wrongly, each in a view that shows it. */
const footprints: [name: string, query: string][] = [
  ['antimeridian', 'at=180,-5,1&collection=OCEANID-DEMO1-L2P-SST-v1.0'],
  ['pole', 'view=north&collection=OCEANID-DEMO1-L2-ICE-v1.0'],
  ['more-than-a-turn', 'at=20,35,1&collection=HARD-FOOTPRINTS&filter.oceanid:kind=swath'],
  ['from-0-to-360', 'view=plane&collection=OCEANID-DEMO2-L2-WIND-v1.0&end=2025-06-01'],
  ['tiny', 'at=-28,38,30&collection=HARD-FOOTPRINTS'],
  ['global', 'at=-25,20,1&collection=OCEANID-DEMO-L4-SST-v1.0'],
]

const folder = new URL('../docs/images/', import.meta.url)
mkdirSync(folder, { recursive: true })
const demo = await serveDemo()
const browser = await launchChromium()
try {
  const take = async (
    name: string,
    query: string,
    dark: boolean,
    width: number,
    height: number,
    part?: string,
  ) => {
    const context = await browser.newContext({
      viewport: { width, height },
      locale: 'en',
      colorScheme: dark ? 'dark' : 'light',
    })
    const page = await context.newPage()
    await page.goto(`${demo.address}?${query}`)
    await settled(page)
    await page.waitForTimeout(restful)
    const picture = await (part ? page.locator(part) : page).screenshot()
    const packed = await asWebp(page, picture)
    await context.close()
    writeFileSync(new URL(`${name}.webp`, folder), packed)
    console.log(`${name}.webp: ${Math.round(packed.length / 1000)} kB`)
    if (packed.length > mostBytes) throw new Error(`${name}.webp is larger than ${mostBytes / 1000} kB`)
  }
  for (const [name, query] of footprints) await take(`map-${name}`, query, false, 560, 480, '#map')
  await take(
    'page',
    'selected=OCEANID-DEMO1-L2P-SST-v1.0/20250601010000-OCEANID-L2P_GHRSST-SSTskin-DSR-DEMO1-v02.1-fv01.0',
    true,
    1080,
    720,
  )
} finally {
  await browser.close()
  await demo.app.close()
}

/** A picture packed by the browser. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const address = await page.evaluate<string>(`(async () => {
    const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (letter) => letter.charCodeAt(0))
    const picture = await createImageBitmap(new Blob([bytes]))
    const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height })
    canvas.getContext('2d').drawImage(picture, 0, 0)
    return canvas.toDataURL('image/webp', 0.86)
  })()`)
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
}
