import { expect, test } from 'vitest'
import { searching } from '../visit.ts'
import type { Host } from './types.ts'

export function beyondFlows({ demo, show, open }: Host): void {
  test('shows crossovers of a collection with itself, and says why it has no tracks to come', async () => {
    const page = await show()
    await page.click('#crossovers > summary')
    const altimeter = 'OCEANID-DEMO3-L2-SLA-v1.0'
    await page.locator('#crossing [name=a]').selectOption(altimeter)
    await page.locator('#crossing [name=b]').selectOption(altimeter)
    await page.getByRole('button', { name: 'Find crossovers' }).click()
    await page.getByText('1 crossover', { exact: true }).waitFor()
    const [first] = await page.locator('#crossings li').allTextContents()
    expect(first).toMatch(/^2025-06-01 01:01:12 .*P001.*2025-06-01 02:57:25 .*P004.*116\.2 min apart$/)
    expect(JSON.parse(new URL(page.url()).searchParams.get('crossing')!)).toEqual([
      altimeter,
      altimeter,
      '3h',
    ])
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    expect(await page.locator('#crossings li').count()).toBe(0)
    await page.check('#predictions')
    await page
      .locator('#prediction-status')
      .filter({ hasText: /^No coming tracks: .* has no ground tracks/ })
      .waitFor()
  })

  test('every copy for another program stands there to be taken', async () => {
    const page = await show(
      '?collection=OCEANID-DEMO3-L2-SLA-v1.0&filter.oceanid:pass=1..3&area=Gulf of Guinea',
    )
    await page.click('#share > summary')
    const text = async (kind: string) => {
      await page.click(`[data-copy=${kind}]`)
      return (await page.textContent('#copied'))!
    }
    expect(await text('link')).toBe(page.url())
    const curl = /^curl '?([^']+)'?/.exec(await text('curl'))![1]!
    const answer = (await (await fetch(curl)).json()) as { numberMatched: number }
    expect(answer.numberMatched).toBe(await page.locator('#results li').count())
    expect(await text('python')).toContain('pystac_client.Client.open(')
    expect(await text('cli')).toBe(
      "oceanid search OCEANID-DEMO3-L2-SLA-v1.0 --name 'Gulf of Guinea' --where 'pass BETWEEN 1 AND 3'",
    )
    const feed = await fetch(await text('opensearch'))
    expect(feed.headers.get('content-type')).toMatch(/atom/)
  })

  test('what was found is there to be downloaded, in every form', async () => {
    const page = await show('?collection=HARD-FOOTPRINTS')
    await page.click('#share > summary')
    const types: Record<string, string> = {
      csv: 'text/csv',
      'geojson-all': 'application/geo+json',
      parquet: 'application/vnd.apache.parquet',
      urls: 'text/plain',
    }
    for (const [form, type] of Object.entries(types)) {
      const href = await page.getAttribute(`[data-form=${form}]`, 'href')
      const answer = await fetch(new URL(href!, demo().address))
      expect([form, answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([
        form,
        200,
        type,
      ])
      const body = await answer.text()
      if (form === 'urls') {
        expect(body).toBe('https://data.example/more-than-a-turn.nc\nhttps://data.example/tiny.nc\n')
      }
    }
  })

  test('without its script the form finds granules', async () => {
    const page = await open({ javaScriptEnabled: false })
    expect(await page.locator('#map').isVisible()).toBe(false)
    await page.selectOption('#collection', 'HARD-FOOTPRINTS')
    await page.getByRole('button', { name: 'Search' }).click()
    expect(page.url()).toContain('parentIdentifier=HARD-FOOTPRINTS')
  })

  test('a collection that is pointed at shows where it lies, and speaks for itself without a mouse', async () => {
    const page = await show()
    await page.locator('.skip').first().focus()
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe('#search')
    await searching(page, async () => {
      await page.locator('#collections').getByLabel('profiling floats').focus()
      await page.keyboard.press('Space')
    })
    expect(await page.textContent('#status')).toBe('2 granules')
  })
}
