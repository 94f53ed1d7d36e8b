import { describe, expect, test } from 'vitest'
import { findSea, searchSeas, seas } from '../../../catalog/gazetteer/gazetteer.ts'
import { boundingBox } from '../../../catalog/geometry/bounds.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'

describe('the gazetteer', () => {
  test('has the seas of the hydrographers, each once, under names that no other has', () => {
    expect(seas().length).toBeGreaterThan(150)
    const names = seas().flatMap(({ name, otherNames }) => [name, ...otherNames])
    const twice = names.filter((name, i) => names.indexOf(name) !== i)
    expect(twice).toEqual([])
    for (const { name, otherNames } of seas()) {
      for (const one of [name, ...otherNames]) expect([one, findSea(one, 'name').name]).toEqual([one, name])
    }
  })

  test.each<[string, number, number]>([
    ['Baltic Sea', 19, 58],
    ['Gulf of Bothnia', 20, 62],
    ['North Sea', 3, 56],
    ['English Channel', -2, 50],
    ['Bay of Biscay', -4, 45],
    ['Mediterranean Sea', 18, 35],
    ['Mediterranean Sea', 4, 40],
    ['Mediterranean Sea', 34, 34],
    ['Adriatic Sea', 15, 43],
    ['Aegean Sea', 25, 38],
    ['Black Sea', 34, 43],
    ['Caspian Sea', 51, 41],
    ['Red Sea', 38, 21],
    ['Persian Gulf', 51, 27],
    ['Arabian Sea', 65, 17],
    ['Bay of Bengal', 88, 15],
    ['Andaman Sea', 96, 11],
    ['South China Sea', 114, 14],
    ['East China Sea', 125, 29],
    ['Yellow Sea', 123, 36],
    ['Sea of Japan', 135, 40],
    ['Sea of Okhotsk', 149, 54],
    ['Bering Sea', 178, 58],
    ['Bering Sea', -175, 57],
    ['Chukchi Sea', -170, 70],
    ['Gulf of Alaska', -146, 58],
    ['Gulf of California', -111, 27],
    ['Gulf of Mexico', -90, 25],
    ['Caribbean Sea', -75, 15],
    ['Hudson Bay', -85, 60],
    ['Labrador Sea', -53, 57],
    ['Norwegian Sea', 3, 68],
    ['Barents Sea', 38, 74],
    ['Kara Sea', 75, 76],
    ['Tasman Sea', 160, -38],
    ['Coral Sea', 155, -17],
    ['Great Australian Bight', 130, -35],
    ['Mozambique Channel', 41, -19],
    ['Agulhas', 24, -37],
    ['Weddell Sea', -40, -70],
    ['Ross Sea', 180, -75],
    ['Drake Passage', -62, -58],
    ['North Atlantic Ocean', -40, 30],
    ['South Atlantic', -10, -30],
    ['Atlantic', -25, -1],
    ['Pacific Ocean', 180, 0.5],
    ['Pacific Ocean', -120, -20],
    ['Indian Ocean', 80, -20],
    ['Southern Ocean', 100, -62],
    ['Arctic Ocean', 0, 90],
    ['Arctic Ocean', 179.99, 80],
    ['Niño 3.4', -150, 0],
  ])('%s holds %f, %f', (name, lon, lat) => {
    expect(intersects(findSea(name, 'name').area, { type: 'Point', coordinates: [lon, lat] })).toBe(true)
  })

  test.each<[string, number, number]>([
    ['North Sea', 20, 58],
    ['Mediterranean Sea', 34, 44],
    ['Sea of Japan', 150, 40],
    ['Bering Sea', 0, 57],
    ['Chukchi Sea', 0, 70],
    ['Atlantic Ocean', -100, 20],
    ['Pacific Ocean', -40, 30],
    ['Indian Ocean', 120, 30],
    ['Southern Ocean', 0, -50],
  ])('%s does not hold %f, %f', (name, lon, lat) => {
    expect(intersects(findSea(name, 'name').area, { type: 'Point', coordinates: [lon, lat] })).toBe(false)
  })

  test('no sea is drawn wider than its name allows: none but an ocean or a current spans 100 degrees', () => {
    for (const { name, kind, area } of seas()) {
      const [west, , east] = boundingBox(area)!
      const width = (east - west + 360) % 360 || 360
      if (kind !== 'ocean' && kind !== 'current') expect([name, width < 100]).toEqual([name, true])
    }
  })

  test('a name is found in any case, without accents and little words, and from what is unmistakable of it', () => {
    for (const name of ['río de la plata', 'RIO DE LA PLATA', 'rio plata', 'River Plate']) {
      expect(findSea(name, 'name').name).toBe('Río de la Plata')
    }
    expect(findSea('the kuro', 'name').name).toBe('Kuroshio')
    expect(findSea('Mer du Nord', 'name').name).toBe('North Sea')
    expect(searchSeas('mozam').map(({ name }) => name)).toEqual(['Mozambique Channel'])
    expect(searchSeas('')).toHaveLength(seas().length)
    expect(searchSeas('atlantis')).toEqual([])
  })

  test('a name that may be several, or is none, is refused with what comes near', () => {
    expect(() => findSea('bight', 'name')).toThrow(/^name: "bight" names no sea; it may be .*Bight of Benin/)
    expect(() => findSea('Atlantis', '--name')).toThrow(/^--name: .*\/gazetteer/)
    expect(() => findSea(' ', 'name')).toThrow(/no sea/)
  })
})
