import { SaxesParser } from 'saxes'
import type { AttributeValue, Group } from '../readers/dataset.ts'

/** What is found where in a manifest of the SAFE format: the name it goes by among attributes, and its element. */
const elements: [attribute: string, path: RegExp, xmlAttribute?: string][] = [
  ['platform', /\/platform\/familyName$/],
  ['platform_number', /\/platform\/number$/],
  ['instrument', /\/instrument\/familyName$/, 'abbreviation'],
  ['instrument', /\/instrument\/(?:abbreviation|familyName)$/],
  ['orbit_number', /\/orbitReference\/orbitNumber$/],
  ['relative_orbit_number', /\/orbitReference\/relativeOrbitNumber$/],
  ['cycle_number', /\/orbitReference\/cycleNumber$/],
  ['pass_number', /\/orbitReference\/passNumber$/],
  ['orbit_direction', /\/orbitReference\/orbitNumber$/, 'groundTrackDirection'],
  ['orbit_direction', /\/orbitReference\/(?:.+\/)?pass$/],
  ['start_time', /\/acquisitionPeriod\/startTime$/],
  ['stop_time', /\/acquisitionPeriod\/stopTime$/],
]

/** Whether a file is the manifest of a product, by its name. */
export function isManifest(name: string): boolean {
  return /^(xfdumanifest\.xml|manifest\.safe)$/i.test(name)
}

/**
 * A manifest as a group of attributes, as far as it says what files say by attributes: platform, instrument, orbits, times.
 * @throws {Error} for what is no XML
 */
export function readManifest(xml: string, path: string): Group {
  const found = new Map<string, string>()
  const names: string[] = []
  const texts: string[] = []
  const keep = (attribute: string, text: string | undefined) => {
    const value = text?.trim()
    if (value && !found.has(attribute)) found.set(attribute, value)
  }
  const parser = new SaxesParser({ xmlns: false })
  parser.on('opentag', ({ name, attributes }) => {
    names.push(name.replace(/^.*:/, ''))
    texts.push('')
    const here = `/${names.join('/')}`
    for (const [attribute, element, xmlAttribute] of elements) {
      if (xmlAttribute !== undefined && element.test(here)) keep(attribute, attributes[xmlAttribute])
    }
  })
  parser.on('text', (text) => {
    if (texts.length > 0) texts[texts.length - 1] += text
  })
  parser.on('closetag', () => {
    const here = `/${names.join('/')}`
    const text = texts.pop()
    names.pop()
    for (const [attribute, element, xmlAttribute] of elements) {
      if (xmlAttribute === undefined && element.test(here)) keep(attribute, text)
    }
  })
  parser.write(xml).close()
  const [platform, number] = [found.get('platform'), found.get('platform_number')]
  if (platform !== undefined && number !== undefined)
    found.set('platform', /^\d/.test(number) ? `${platform}-${number}` : platform + number)
  const attributes = new Map<string, AttributeValue>(found)
  return { path, attributes: { names: () => [...attributes.keys()], get: (name) => attributes.get(name) } }
}
