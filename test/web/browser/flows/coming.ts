import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Position } from '../../../../catalog/geometry/types.ts'
import { motionOf, readElements } from '../../../../catalog/prediction/elements.ts'
import {
  motionOf as motionOnOrbit,
  passGranule,
  passStart,
  tenDays,
} from '../../../catalog/prediction/repeating.ts'
import { flatPoint, settled } from '../visit.ts'
import type { Host } from './types.ts'

const orbit = { ...tenDays, cycle: 172_800_000, revolutions: 29, turns: 2, inclination: 98.6 }
const low = `LOW
1 88888U          80275.98708465  .00073094  13844-3  66816-4 0    87
2 88888  72.8435 115.9689 0086731  52.6988 110.5714 16.05824518  1058`
const lowPass = motionOf(readElements(low, 'tle')[0]!)
const hour = 3_600_000

/** Places of a motion every two minutes, away from where tracks turn, crowd and cross the edge of the map. */
function placesOf(motion: (time: number) => Position | undefined, from: number, to: number): Position[] {
  const places: Position[] = []
  for (let time = from; time < to; time += 120_000) {
    const place = motion(time)!
    if (Math.abs(place[1]) < 55 && Math.abs(place[0]) < 170) places.push(place)
  }
  return places
}

/** Of how many of the places something is drawn near, above the granules; lines are dashed. */
async function shareDrawn(page: Page, places: Position[]): Promise<number> {
  const points = await Promise.all(places.map(([lon, lat]) => flatPoint(page, lon, lat)))
  const drawn = await page.evaluate<number>(`(() => {
    const canvas = [...document.querySelectorAll('#map canvas')].at(-1)
    const { left, top } = canvas.getBoundingClientRect()
    const ratio = canvas.width / canvas.clientWidth
    const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height })
    const context = copy.getContext('2d', { willReadFrequently: true })
    context.drawImage(canvas, 0, 0)
    const { data, width } = context.getImageData(0, 0, copy.width, copy.height)
    const near = [-3, -2, -1, 0, 1, 2, 3]
    return ${JSON.stringify(points)}.filter((point) => {
      const [x, y] = [point.x - left, point.y - top].map((pixels) => Math.round(pixels * ratio))
      return near.some((dy) => near.some((dx) => data[4 * ((y + dy) * width + x + dx) + 3] > 40))
    }).length
  })()`)
  return drawn / places.length
}

export function comingFlows({ demo, open }: Host): void {
  describe('what is to come', () => {
    beforeAll(async () => {
      await demo().store.put(
        Array.from({ length: 90 }, (_, number) => passGranule('REPEATING', orbit, number)),
      )
    })
    afterAll(async () => {
      await demo().store.deleteCollection('REPEATING')
    })
    const at = async (query: string) => {
      const page = await open({ locale: 'en', reducedMotion: 'reduce' })
      await page.goto(`${demo().address}?view=plane&${query}`)
      await settled(page)
      return page
    }

    test('is drawn as dashed lines where a collection repeats itself, as the server tells them', async () => {
      const page = await at('collection=REPEATING&predictions=true&start=2020-01-05&end=2020-01-05')
      await page
        .locator('#prediction-status')
        .filter({ hasText: /^\d+ coming tracks$/ })
        .waitFor()
      const answer = await fetch(
        `${demo().address}stac/predictions?collection=REPEATING&datetime=2020-01-05T00:00:00Z/2020-01-05T23:59:59.999Z`,
      )
      const { numberMatched } = (await answer.json()) as { numberMatched: number }
      expect(numberMatched).toBeGreaterThan(20)
      expect(await page.textContent('#prediction-status')).toBe(`${numberMatched} coming tracks`)
      const day = Date.UTC(2020, 0, 5)
      expect(day).toBeGreaterThan(passStart(orbit, 90))
      await page.waitForTimeout(200)
      const places = placesOf(motionOnOrbit(orbit), day, day + 6 * hour)
      expect(await shareDrawn(page, places)).toBeGreaterThan(0.95)
      await page.locator('#predictions').uncheck()
      await page.waitForTimeout(200)
      expect(await shareDrawn(page, places)).toBe(0)
    })

    test('is drawn for satellites whose elements are pasted, with what they will cross, and stands in the address', async () => {
      const page = await at('start=1980-10-02&end=1980-10-02')
      await page.click('#crossovers > summary')
      await page.click('#satellite-part > summary')
      await page.fill('#satellites [name=tle]', low.replace('LOW', 'MINE'))
      await page.locator('#satellites [name=window]').selectOption('1h')
      await page.getByRole('button', { name: 'Draw the tracks' }).click()
      await page
        .locator('#satellite-status')
        .filter({ hasText: /^33 coming tracks$/ })
        .waitFor()
      await page.waitForTimeout(200)
      const midnight = Date.UTC(1980, 9, 2)
      expect(await shareDrawn(page, placesOf(lowPass, midnight, midnight + 6 * hour))).toBeGreaterThan(0.95)
      const address = page.url()
      expect(JSON.parse(new URL(address).searchParams.get('satellites')!)).toEqual([
        low.replace('LOW', 'MINE'),
        '',
        '1h',
      ])
      await page.goto(address)
      await page
        .locator('#satellite-status')
        .filter({ hasText: /^33 coming tracks$/ })
        .waitFor()
      expect(await page.inputValue('#satellites [name=tle]')).toContain('MINE')
      await page.getByRole('button', { name: 'Clear' }).last().click()
      expect(await page.textContent('#satellite-status')).toBe('')
      expect(new URL(page.url()).searchParams.has('satellites')).toBe(false)
    })

    test('crosses what the catalogue has, and what it has not says why', async () => {
      const granule = passGranule('SEEN', { ...orbit, epoch: Date.UTC(1980, 9, 2) }, 4)
      await demo().store.put([granule])
      const page = await at(
        `start=1980-10-02&end=1980-10-02&satellites=${encodeURIComponent(JSON.stringify([low, 'SEEN', '12h']))}`,
      )
      await page
        .locator('#meeting-status')
        .filter({ hasText: /^\d+ crossovers?$/ })
        .waitFor()
      const rows = await page.locator('#meetings li').allTextContents()
      expect(rows.length).toBeGreaterThan(2)
      for (const row of rows)
        expect(row).toMatch(/^1980-10-0[12] .* LOW1980-10-02 .* SEEN_00004.* (h|min) apart$/)
      expect(await page.locator('#meetings li').first().locator('a').getAttribute('href')).toMatch(
        /^collections\/SEEN\/granules\/SEEN_00004/,
      )
      await demo().store.deleteCollection('SEEN')
      await page.fill('#satellites [name=tle]', low.replace('80275', '80276'))
      await page.getByRole('button', { name: 'Draw the tracks' }).click()
      await page
        .locator('#satellite-status')
        .filter({ hasText: /^No coming tracks: .*line 2 has another sum of digits/ })
        .waitFor()
    })
  })
}
