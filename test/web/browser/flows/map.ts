import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addressed, flatPoint, searching } from '../visit.ts'
import type { Host } from './types.ts'

export function mapFlows({ show }: Host): void {
  test.each([
    'plane',
    'north',
    'south',
    'globe',
  ])('turns to the view %s, and back by its address', async (kind) => {
    const page = await show('?at=10,20,2')
    await page.locator(`[name=view][value=${kind}]`).check()
    expect(new URL(page.url()).searchParams.get('view')).toBe(kind === 'globe' ? null : kind)
    expect(await inked(page)).toBeGreaterThan(0.05)
    const { search } = new URL(page.url())
    await show()
    await show(search)
    expect(await page.locator(`[name=view][value=${kind}]`).isChecked()).toBe(true)
    expect(new URL(page.url()).search).toBe(search)
  })

  test('turns by keys, by the wheel and by dragging', async () => {
    const page = await show()
    const place = () => new URL(page.url()).searchParams.get('at')?.split(',').map(Number)
    const after = async (act: () => Promise<unknown>) => {
      const before = page.url()
      await act()
      await page.waitForURL((url) => url.href !== before)
      return place()!
    }
    await page.focus('#map')
    const right = await after(() => page.keyboard.press('ArrowRight'))
    expect(right[0]).toBeGreaterThan(-25)
    const near = await after(() => page.keyboard.press('+'))
    expect(near[2]).toBe(1.5)
    const box = (await page.locator('#map').boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    const wheeled = await after(() => page.mouse.wheel(0, -300))
    expect(wheeled[2]).toBeGreaterThan(1.5)
    const dragged = await after(async () => {
      await page.mouse.down()
      await page.mouse.move(x + 80, y + 40, { steps: 4 })
      await page.mouse.up()
    })
    expect(dragged[0]).toBeLessThan(wheeled[0]!)
    expect(dragged[1]).toBeGreaterThan(wheeled[1]!)
  })

  test('turns and zooms by two fingers', async () => {
    const page = await show()
    const session = await page.context().newCDPSession(page)
    const box = (await page.locator('#map').boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints:
          type === 'touchEnd'
            ? []
            : [
                { x: x - apart, y, id: 0 },
                { x: x + apart, y, id: 1 },
              ],
      })
    await touch('touchStart', 50)
    for (const apart of [70, 90, 110, 130]) await touch('touchMove', apart)
    await touch('touchEnd', 0)
    await addressed(page, (query) => Number(query.get('at')?.split(',')[2]) > 1.5)
  })

  test('what is pointed at in the list or on the map is marked in both', async () => {
    const page = await show('?view=plane&collection=OCEANID-DEMO1-L2P-SST-v1.0')
    const row = page.locator('#results li', { hasText: '20250601010000' })
    await page.mouse.move(0, 0)
    await expect.poll(() => inked(page, 2)).toBe(0)
    await row.hover()
    await expect.poll(() => inked(page, 2)).toBeGreaterThan(0)
    const { x, y } = await flatPoint(page, 12, -1)
    await page.mouse.move(x, y)
    await page.locator('#results li.marked', { hasText: '20250601010000' }).waitFor()
    expect(await page.textContent('#tip')).toContain('2025-06-01 01:00:00')
    await page.mouse.click(x, y)
    expect(await row.getAttribute('aria-current')).toBe('true')
    expect(new URL(page.url()).searchParams.get('selected')).toContain('20250601010000')
    await row.getByRole('button', { name: 'Show on the map' }).click()
    await addressed(page, (query) => Number(query.get('at')?.split(',')[2]) > 1)
  })

  test('a granule that the address names is marked, also where the search does not find it', async () => {
    const page = await show('?at=-28,38,20&collection=OCEANID-DEMO-L4-SST-v1.0')
    await page.mouse.move(0, 0)
    await expect.poll(() => inked(page, 2)).toBe(0)
    await show('?at=-28,38,20&collection=OCEANID-DEMO-L4-SST-v1.0&selected=HARD-FOOTPRINTS/tiny')
    await expect.poll(() => inked(page, 2)).toBeGreaterThan(0)
  })

  test('the time line is brushed, and played day by day', async () => {
    const page = await show('?collection=OCEANID-DEMO-L4-SST-v1.0')
    const line = (await page.locator('#histogram').boundingBox())!
    expect(await page.getAttribute('#histogram', 'aria-label')).toMatch(/^Granules by hour, 1 Jun 2025 to/)
    await searching(page, async () => {
      await page.mouse.move(line.x + line.width * 0.05, line.y + 20)
      await page.mouse.down()
      await page.mouse.move(line.x + line.width * 0.2, line.y + 20, { steps: 3 })
      await page.mouse.up()
    })
    expect(await page.inputValue('#start')).toBe('2025-06-01')
    expect(await page.inputValue('#end')).toBe('2025-06-01')
    await page.goBack()
    await page.click('#play')
    await addressed(page, (query) => query.get('day') === '2025-06-02')
    await page.click('#play')
    expect(await page.getAttribute('#play', 'aria-pressed')).toBe('false')
    await page.click('#whole')
    await page.getByText('All days').waitFor()
    await page.focus('#day')
    await page.keyboard.press('ArrowRight')
    await addressed(page, (query) => query.get('day') === '2025-06-02')
  })

  test('where motion is unwelcome, a press on play goes one day on and no further', async () => {
    const page = await show('?collection=OCEANID-DEMO-L4-SST-v1.0')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.click('#play')
    await addressed(page, (query) => query.get('day') === '2025-06-01')
    expect(await page.getAttribute('#play', 'aria-pressed')).toBe('false')
    await page.emulateMedia({ reducedMotion: 'no-preference' })
  })
}

/** The share of a layer's pixels that are drawn on: 0 the ground, 1 the granules, 2 what lies over them. */
async function inked(page: Page, layer = 1): Promise<number> {
  await page.waitForTimeout(50)
  return page.evaluate<number>(`(() => {
    const canvas = document.querySelectorAll('#map canvas')[${layer}]
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })
    copy.drawImage(canvas, 0, 0)
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height)
    return data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4)
  })()`)
}
