// Draws ten days of crossovers of two altimeters on analytic orbits into docs/images/crossovers-ten-days.svg.
import { readFileSync, writeFileSync } from 'node:fs'
import { findCrossovers } from '../catalog/crossovers/find.ts'
import { pairsOf } from '../catalog/crossovers/request.ts'
import { openSqliteStore } from '../catalog/sqlite/open.ts'
import { missionGranules, missionOrbit } from './missions.ts'
import { firstInstant } from './synthetic.ts'

const days = 10
const hours = 3_600_000
const names = ['a', 'b']

const store = await openSqliteStore(':memory:')
for (const [i, name] of names.entries()) {
  await store.put([...missionGranules(name, missionOrbit(i), firstInstant, days)])
}
const window = { least: -3 * hours, greatest: 3 * hours }
const dots: string[] = []
for await (const crossover of findCrossovers(store, { pairs: pairsOf(names), window })) {
  if (crossover.mode !== 'crossing') continue
  const [lon, lat] = crossover.position
  dots.push(
    `<circle cx="${lon.toFixed(2)}" cy="${(-lat).toFixed(2)}" r=".9" fill="${colourOf(crossover.difference)}"/>`,
  )
}
await store.close()

const land = /<path id="land"[^>]*\bd="([^"]*)"/.exec(
  readFileSync(new URL('../web/land.svg', import.meta.url), 'utf8'),
)![1]!
const steps = Array.from({ length: 25 }, (_, i) => -3 * hours + (i * hours) / 4)
const key = steps.map(
  (step, i) => `<rect x="${-60 + 4.8 * i}" y="97" width="4.9" height="4" fill="${colourOf(step)}"/>`,
)
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -102 360 220" font-family="sans-serif" font-size="6">
<title>${dots.length} crossovers of two altimeters within three hours, ten days</title>
<rect x="-180" y="-90" width="360" height="180" fill="#f4f7fa"/>
<path d="${land}" fill="#d9d9d2"/>
<text x="0" y="-94" text-anchor="middle">${dots.length} crossovers of two altimeters within three hours, ten days</text>
${dots.join('\n')}
${key.join('\n')}
<text x="-60" y="110">b 3 h earlier</text>
<text x="60" y="110" text-anchor="end">b 3 h later</text>
</svg>
`
writeFileSync(new URL('../docs/images/crossovers-ten-days.svg', import.meta.url), svg)
console.log(`crossovers-ten-days.svg: ${dots.length} crossovers, ${Math.round(svg.length / 1000)} kB`)

/** From blue, where b came earlier, over grey to red. */
function colourOf(difference: number): string {
  const share = difference / (3 * hours)
  const mix = (from: number, to: number) => Math.round(from + (to - from) * Math.abs(share))
  const to = share < 0 ? [20, 90, 200] : [210, 50, 30]
  return `rgb(${to.map((part) => mix(150, part)).join(',')})`
}
