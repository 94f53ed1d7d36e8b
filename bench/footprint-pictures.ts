// Draws the pictures of docs/footprints.md from real granules (../shared/granules) into docs/images.
import { mkdirSync, writeFileSync } from 'node:fs'
import { computeFootprint } from '../indexer/footprint/footprint.ts'
import { drawFootprint } from '../indexer/footprint/plot.ts'
import { readGranuleFile } from '../indexer/read-file.ts'
import { granules, granulesAreHere, listGranules } from '../test/indexer/footprint/truth.ts'

const pictures: [name: string, granule: RegExp, title: string][] = [
  [
    'orbit-with-nadir-gap',
    /ascat_20150702/,
    'A whole orbit in two strips: the gap along the nadir stays open',
  ],
  ['both-poles', /test_var_subsetting_tropomi/, 'A swath over both poles, across the antimeridian'],
  ['blanked-box', /AMSR2/, 'A swath whose coordinates are blanked outside of a box'],
  ['sparse-rows', /NSS\.MHSX/, 'More than an orbit in rows 16 degrees apart'],
  ['list-of-points', /SMUDP2/, 'A swath given as a list of points in no order'],
  ['passes-over-the-ocean', /global_vavh_l3_rt_s3b/, 'Two orbits of an altimeter, cut where it saw land'],
]

if (!granulesAreHere) throw new Error('the real granules (../shared/granules) are not here')
const folder = new URL('../docs/images/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, pattern, title] of pictures) {
  const file = listGranules().find((path) => pattern.test(path))!
  const { observation, start, end } = await readGranuleFile(`${granules}${file}`, {
    start: 0,
    end: 0,
    collection: 'any',
  })
  const { geometry } = computeFootprint(observation, { start, end })
  const svg = drawFootprint(geometry, observation.parts, title)
  writeFileSync(new URL(`footprint-${name}.svg`, folder), svg)
  console.log(`footprint-${name}.svg: ${Math.round(svg.length / 1000)} kB`)
}
