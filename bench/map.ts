// How fast the map turns: node bench/map.ts [footprints]. Milliseconds of the processor that a frame takes, drawn and rastered, of the
// coarse frames while it moves and of the fine one at rest, beside d3-geo drawing the outlines of the same footprints in the same
// browser; and what loading the page takes.
import { buildApp } from '../api/app.ts'
import { openScanStore } from '../test/scan-store.ts'
import { launchChromium } from '../test/web/browser/chromium.ts'
import { settled } from '../test/web/browser/visit.ts'
import { syntheticGranules } from './synthetic.ts'

const count = Number(process.argv[2] ?? 5000)
const frames = 20

/** Runs in the page: turns the globe by nine degrees a frame, and reads a pixel back so that each frame is rastered. */
const turn = `(async (which) => {
  const { shapeOf } = await import('/web/map/shape.js')
  const { drawShapes } = await import('/web/map/layers.js')
  const context = Object.assign(document.createElement('canvas'), { width: 1280, height: 800 }).getContext('2d')
  globalThis.shapes ??= given.map(shapeOf)
  const { shapes } = globalThis
  const view = { kind: 'globe', lon: 0, lat: 20, zoom: 1, width: 1280, height: 800 }
  const style = { stroke: '#0b6e8f', fill: 0.03, line: 0.45, width: 1.1 }
  const d3Path = (lon) => d3.geoPath(d3.geoOrthographic().rotate([-lon, -20]).scale(376).translate([640, 400]), context)
  const wound = given.map((geometry) => ({
    ...geometry,
    coordinates: geometry.coordinates.map((part) =>
      geometry.type === 'Polygon' ? part.toReversed() : part.map((ring) => ring.toReversed())),
  }))
  const draws = {
    'while it moves': (lon) => drawShapes(context, { ...view, lon }, shapes, style, true),
    'at rest': (lon) => drawShapes(context, { ...view, lon }, shapes, style, false),
    'd3-geo': (lon) => {
      const path = d3Path(lon)
      context.beginPath()
      for (const geometry of wound) path(geometry)
      context.stroke()
    },
  }
  for (let i = 0; i < ${frames}; i++) {
    context.clearRect(0, 0, 1280, 800)
    draws[which](9 * i)
    context.getImageData(0, 0, 1, 1)
  }
})`
const store = openScanStore()
await store.put([...syntheticGranules(count)])
const app = await buildApp(store)
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await launchChromium()
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  for (const what of ['first visit', 'later visit']) {
    await page.goto(`${address}/`)
    await settled(page)
    const paint = await page.evaluate<number>(
      "performance.getEntriesByName('first-contentful-paint')[0].startTime",
    )
    console.log(`${what}: first paint after ${Math.round(paint)} ms`)
  }
  const geometries = [...syntheticGranules(count)].map(({ geometry }) => geometry)
  await page.evaluate((given) => Object.assign(globalThis, { given }), geometries)
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value
  }
  const measured = new Map<string, number>()
  for (const which of ['while it moves', 'at rest', 'd3-geo']) {
    await page.evaluate(`${turn}(${JSON.stringify(which)})`)
    const before = await spent()
    await page.evaluate(`${turn}(${JSON.stringify(which)})`)
    measured.set(which, (await spent()) - before)
  }
  const reference = measured.get('d3-geo')!
  for (const [which, ms] of measured) {
    const each = (ms / frames).toFixed(1)
    console.log(
      `${count} footprints, ${which}: ${each} ms a frame, d3-geo takes ${(reference / ms).toFixed(1)} times as long`,
    )
  }
} finally {
  await browser.close()
  await app.close()
}
