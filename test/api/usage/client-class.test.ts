import { expect, test } from 'vitest'
import { clientClasses, clientClassOf } from '../../../api/usage/client-class.ts'

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'browser'],
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'robot'],
  ['Mozilla/5.0 QGIS/33400/Debian GNU/Linux', 'gis'],
  ['python-requests/2.32.3', 'script'],
  ['curl/8.5.0', 'script'],
  ['Wget/1.21.4', 'script'],
  ['R (4.4.1 x86_64-pc-linux-gnu x86_64 linux-gnu)', 'script'],
  ['Apache-HttpClient/4.5.14 (Java/17.0.11)', 'script'],
  ['pystac-client/0.8.3', 'stac'],
  ['eodag/3.0.0', 'stac'],
  ['GeoNetwork/4.4.5', 'portal'],
  ['oceanid', 'portal'],
  ['Something/1.0', 'other'],
  ['', 'unknown'],
  [undefined, 'unknown'],
])('%j is a program of the sort %s', (userAgent, sort) => {
  expect(clientClassOf(userAgent)).toBe(sort)
  expect(clientClasses).toContain(sort)
})
