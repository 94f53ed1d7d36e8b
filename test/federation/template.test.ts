import { expect, test } from 'vitest'
import { circleArea } from '../../catalog/parse/area.ts'
import { parseDescription } from '../../federation/opensearch/description.ts'
import { fillTemplate, holesOf, parseTemplate } from '../../federation/opensearch/template.ts'
import { valuesOf } from '../../federation/opensearch/values.ts'
import { keyOf } from '../../federation/search.ts'

const namespaces = new Map([
  ['g', 'http://a9.com/-/opensearch/extensions/geo/1.0/'],
  ['os', 'http://a9.com/-/spec/opensearch/1.1/'],
  ['e', 'http://a9.com/-/opensearch/extensions/eo/1.0/'],
  ['s', 'http://a9.com/-/opensearch/extensions/sru/2.0/'],
  ['x', 'http://example.org/'],
])

test('holes are known by their namespace, whatever prefix a document gives it', () => {
  const template = parseTemplate(
    'https://a.example/find?b={g:box?}&c={os:count?}&p={e:parentIdentifier}&k={s:sortKeys?}&x={x:own?}&q={searchTerms?}',
    namespaces,
  )
  expect(holesOf(template).map(({ token }) => token)).toEqual([
    'geo:box',
    'count',
    'eo:parentIdentifier',
    'sru:sortKeys',
    'x:own',
    'searchTerms',
  ])
})

test('what has no value is left out with its parameter, and what is needed is missed', () => {
  const template = parseTemplate(
    'https://a.example/{e:parentIdentifier}/find?fixed=1&b={g:box?}&c={count?}&t=a{os:x?}b',
    namespaces,
  )
  const values = new Map([['eo:parentIdentifier', 'a/b c&d']])
  expect(fillTemplate(template, values)).toBe('https://a.example/a%2Fb%20c%26d/find?fixed=1')
  expect(fillTemplate(template, new Map([...values, ['geo:box', '1,2,3,4'], ['count', '5']]))).toBe(
    'https://a.example/a%2Fb%20c%26d/find?fixed=1&b=1%2C2%2C3%2C4&c=5',
  )
  expect(fillTemplate(template, new Map())).toBeUndefined()
  expect(fillTemplate(parseTemplate('https://a.example/all', namespaces), new Map())).toBe(
    'https://a.example/all',
  )
})

test('of a description the searches are taken that can be read, GeoJSON first', () => {
  const urls = parseDescription(`<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"
    xmlns:p="http://a9.com/-/spec/opensearch/extensions/parameters/1.0/">
    <Url type="text/html" template="https://a.example/html"/>
    <Url type="application/atom+xml" template="https://a.example/atom?n={count?}" indexOffset="0" pageOffset="0">
      <p:Parameter name="n" value="{count}" maxInclusive="50"/></Url>
    <Url type="application/atom+xml" rel="collection" template="https://a.example/collections"/>
    <Url type="application/geo+json; charset=utf-8" template="https://a.example/geojson"/>
  </OpenSearchDescription>`)
  expect(
    urls.map(({ type, indexOffset, pageOffset, mostEntries }) => [
      type,
      indexOffset,
      pageOffset,
      mostEntries,
    ]),
  ).toEqual([
    ['application/geo+json', 1, 1, undefined],
    ['application/atom+xml', 0, 0, 50],
  ])
})

test('a granule is the same whatever its file is packed in and where it lies', () => {
  const named = (title: string) => keyOf({ identifier: '', title, links: [] })
  for (const title of [
    'a.b-v01.0.nc',
    'a.b-v01.0.nc.gz',
    'SST/2020/a.b-v01.0.nc',
    'a.b-v01.0',
    'a.b-v01.0.h5',
  ]) {
    expect(named(title)).toBe('a.b-v01.0')
  }
})

test('a point with a radius is asked as such, else as the box around it, and never as the point alone', () => {
  const area = circleArea([10, 50], 20_000, 'lat')
  const tokens = new Map([
    ['geo:lat', '50'],
    ['geo:lon', '10'],
    ['geo:radius', '20000'],
  ])
  const ask = (...names: string[]) =>
    valuesOf(
      { query: { area }, tokens },
      names.map((token) => ({ token, optional: true })),
      'eo:parentIdentifier',
    )
  const whole = ask('geo:lat', 'geo:lon', 'geo:radius', 'geo:box')
  expect([whole.values.get('geo:radius'), whole.values.has('geo:box'), whole.unsaid.area]).toEqual([
    '20000',
    false,
    false,
  ])
  const boxed = ask('geo:lat', 'geo:lon', 'geo:box')
  expect([...boxed.values.keys()]).toEqual(['geo:box'])
  expect(boxed.unsaid.area).toBe(true)
})
