import { expect, test } from 'vitest'
import { parseWhere } from '../../../../catalog/cql2/where.ts'
import { boxArea } from '../../../../catalog/parse/box.ts'
import type { GranuleQuery } from '../../../../catalog/query.ts'
import { granuleOver, noon } from '../../../api/opensearch/sample.ts'
import { addressed, enter, flatPoint, resultIds, searching, settled } from '../visit.ts'
import type { Host } from './types.ts'

export function searchFlows({ demo, show }: Host): void {
  const found = async (query: GranuleQuery) => {
    const { granules } = await demo().store.search(query, { limit: 100 })
    return granules.map(({ id }) => id)
  }

  test('lists all granules by time, with what they are known by', async () => {
    const page = await show()
    expect(await resultIds(page)).toEqual(await found({}))
    expect(await page.textContent('#status')).toBe('23 granules')
    const pass = page.locator('#results li', { hasText: 'DEMO3_DALT_2P_C012_P001' })
    expect(await pass.locator('.time').textContent()).toBe('2025-06-01 00:06:53 to 01:02:53')
    expect(await pass.locator('.facts').textContent()).toBe(
      'Oceanid-Demo-3 · orbit 1527 · cycle 12 · pass 1 · ascending',
    )
    expect(await pass.locator('a.id').getAttribute('href')).toMatch(
      /^collections\/OCEANID-DEMO3.*\/granules\/DEMO3/,
    )
    const file = page.locator('#results li', { hasText: 'tiny' }).getByRole('link', { name: 'File' })
    expect(await file.getAttribute('href')).toBe('https://data.example/tiny.nc')
  })

  test('narrows by collection, period and area, and the address holds it', async () => {
    const page = await show()
    await searching(page, () => page.locator('#collections').getByLabel('surface skin temperature').check())
    const sst = 'OCEANID-DEMO1-L2P-SST-v1.0'
    expect(await resultIds(page)).toEqual(await found({ collections: [sst] }))
    await enter(page, '#end', '2025-06-01')
    await enter(page, '#area', '160,-50,-160,50')
    const area = boxArea([160, -50, -160, 50])
    const expected = await found({ collections: [sst], area, period: { end: Date.UTC(2025, 5, 2) - 1 } })
    expect(expected).toHaveLength(2)
    expect(await resultIds(page)).toEqual(expected)
    const asked = new URL(page.url()).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      collection: sst,
      end: '2025-06-01',
      area: '160,-50,-160,50',
    })
    await page.reload()
    await settled(page)
    expect(await resultIds(page)).toEqual(expected)
    await searching(page, () => page.goBack())
    expect(await page.inputValue('#area')).toBe('')
  })

  test('brings more, as far as there is more', async () => {
    const many = Array.from({ length: 230 }, (_, i) =>
      granuleOver([i / 2, 0, i / 2 + 1, 1], { collection: 'many', id: `granule-${i}`, start: noon + i }),
    )
    await demo().store.put(many)
    const page = await show('?collection=many')
    expect(await page.textContent('#status')).toBe('The first 200 of 230 granules')
    await page.click('#more')
    await page
      .locator('#status')
      .filter({ hasText: /^230 granules$/ })
      .waitFor()
    expect(await resultIds(page)).toEqual(many.map(({ id }) => id))
    expect(await page.isVisible('#more')).toBe(false)
    await demo().store.deleteCollection('many')
  })

  test('finds seas by their names and brings them into sight, and tells what is no area', async () => {
    const page = await show()
    await enter(page, '#area', 'tasman sea')
    expect((await resultIds(page)).length).toBeGreaterThan(2)
    expect(await page.locator('#seas option[value="Tasman Sea"]').count()).toBe(1)
    // It lies on the other side of the Earth, which turns there.
    await addressed(page, (query) => Number(query.get('at')?.split(',')[0]) > 150)
    await enter(page, '#area', 'no such water')
    expect(await page.textContent('#area-problem')).toMatch(/names no sea/)
    expect(await page.getAttribute('#area', 'aria-invalid')).not.toBeNull()
    await searching(page, () => page.click('#clear-area'))
    expect(await page.textContent('#status')).toBe('23 granules')
  })

  test('makes conditions out of what the granules have', async () => {
    const page = await show()
    const matching = async (condition: string) => {
      const { length: n } = await found({ where: parseWhere(condition, 'where') })
      expect(n).toBeGreaterThan(0)
      return `${n} granule${n === 1 ? '' : 's'}`
    }
    await page.click('#conditions > summary')
    await page.selectOption('#add-filter', { label: 'Orbit direction (ascending, descending)' })
    await searching(page, () => page.locator('[id="filter-sat:orbit_state"]').selectOption('descending'))
    expect(await page.textContent('#status')).toBe(await matching("direction = 'descending'"))
    await page.selectOption('#add-filter', { label: 'Pass number (half orbit)' })
    await enter(page, '[id="filter-oceanid:pass"]', '3')
    expect(await page.textContent('#status')).toBe(await matching("direction = 'descending' and pass >= 3"))
    await enter(page, '#where', 'pass < 5')
    expect(await page.textContent('#status')).toBe(await matching("direction = 'descending' and pass = 4"))
    await enter(page, '#where', 'pass <')
    expect(await page.textContent('#status')).toMatch(/^The search failed: filter/)
  })

  test('draws a box, a circle and a polygon on the map', async () => {
    const page = await show('?view=plane')
    const drag = async (from: [number, number], to: [number, number]) => {
      const [a, b] = [await flatPoint(page, ...from), await flatPoint(page, ...to)]
      await page.mouse.move(a.x, a.y)
      await page.mouse.down()
      await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2)
      await page.mouse.move(b.x, b.y)
      await page.mouse.up()
    }
    await page.click('[data-draw=box]')
    await searching(page, () => drag([20, -10], [-5, 15]))
    const box = (await page.inputValue('#area')).split(',').map(Number)
    const off = [-5, -10, 20, 15].map((value, i) => Math.abs(box[i]! - value))
    expect(Math.max(...off)).toBeLessThan(1)
    await page.click('[data-draw=circle]')
    await searching(page, () => drag([0, 0], [0, 10]))
    expect(await page.inputValue('#area')).toMatch(/ 1[01]\d\d km$/)
    await page.click('[data-draw=polygon]')
    for (const place of [
      [0, 0],
      [30, 0],
      [30, 20],
    ] as const) {
      const { x, y } = await flatPoint(page, place[0], place[1])
      await page.mouse.click(x, y)
    }
    await searching(page, () => page.keyboard.press('Enter'))
    expect(await page.inputValue('#area')).toMatch(/^POLYGON\(\(/)
    expect(await page.locator('[data-draw][aria-pressed=true]').count()).toBe(0)
    await page.click('[data-draw=box]')
    await page.keyboard.press('Escape')
    expect(await page.textContent('#drawing-help')).toBe('')
  })

  test('says which rows of a file lie inside the area', async () => {
    const page = await show('?collection=OCEANID-DEMO3-L2-SLA-v1.0&area=-20,40,10,60')
    const row = page.locator('#results li', { hasText: 'P001' })
    await row.getByRole('button', { name: 'Rows inside my area' }).click()
    await row.getByText(/^rows \d+ to \d+ \(2025-06-01 .*\)$/).waitFor()
  })
}
