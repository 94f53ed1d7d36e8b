/** A request as it goes over the wire. */
export interface HostileRequest {
  method: string
  path: string
  headers: Record<string, string>
  body?: string | Buffer
}

type Random = () => number

const paths = [
  '/',
  '/stac',
  '/stac/api',
  '/stac/api.html',
  '/stac/conformance',
  '/stac/search',
  '/stac/aggregate',
  '/stac/aggregations',
  '/stac/queryables',
  '/stac/sortables',
  '/stac/children',
  '/stac/catalogs/*',
  '/stac/collections',
  '/stac/collections/*',
  '/stac/collections/*/items',
  '/stac/collections/*/items/*',
  '/stac/collections/*/items/*/segments',
  '/stac/collections/*/queryables',
  '/stac/collections/*/aggregate',
  '/stac/crossovers',
  '/stac/matchups',
  '/crossovers',
  '/gazetteer',
  '/opensearch',
  '/opensearch/description.xml',
  '/opensearch/collections/*/description.xml',
  '/federation',
  '/federation/stac',
  '/federation/stac/search',
  '/web/*',
  '/collections/*',
  '/collections/*/granules/*',
  '/collections/*/granules/*/crossovers',
  '/records',
  '/records/*',
  '/records/*.xml',
  '/records.jsonld',
  '/sitemap.xml',
  '/robots.txt',
  '/health',
  '/stats',
  '/download/*/*/*',
  '/ready',
  '/metrics',
  '/*',
  ...['/opensearch', '/federation', ''].flatMap((home) =>
    ['granules', 'collections'].flatMap((level) =>
      ['', '.atom', '.json', '.rss', '.kml', '.csv', '.html', '.*'].map((form) => `${home}/${level}${form}`),
    ),
  ),
]

const names = (
  'bbox intersects datetime limit ids collections sortby fields filter filter-lang filter-crs q query token f offset conf ' +
  'aggregations datetime_frequency_precision geometry_geotile_grid_frequency_precision ranges collection_a collection_b ' +
  'a b window angle distance format observations radius toleranceTime parentIdentifier datasetId box geoBox geometry lat lon ' +
  'name relation start end timeStart timeEnd count startIndex startPage itemsPerPage searchTerms httpAccept uid cloudCover ' +
  'orbitNumber platform sources protocol along-track where sort lang hours granules part __proto__ constructor toString limit[] bbox[0]'
).split(' ')

const sound = [
  'alpha',
  'beta',
  '0,0,10,10',
  '170,-20,-170,20',
  '10',
  '2015-01-05T00:00:00Z/2015-01-20T00:00:00Z',
  '2015-01',
  'POLYGON((0 0,10 0,10 10,0 10,0 0))',
  "cycle = 12 and platform = 'x'",
  's_intersects(geometry, bbox(0,0,10,10))',
  'start desc',
  '-properties.datetime',
  'total_count',
  'cql2-text',
  'cql2-json',
  'geojson',
  'csv',
  'parquet',
  'ndjson',
  '3h',
  'North Sea',
]

const odd: ((random: Random) => string)[] = [
  () => '',
  () => '%00',
  () => '%ED%A0%80',
  () => '%',
  () => '%zz%c0%ae',
  () => '..%2f..%2f..%2fetc%2fpasswd',
  () => '\xff\xfe',
  () => '%E2%80%AE%F0%9F%92%A9',
  () => "'; DROP TABLE granule; --",
  () => '1e309',
  () => '-1e309,NaN,Infinity,-Infinity',
  () => '99999999999999999999999999999',
  () => '-0',
  () => '0x7fffffff',
  () => '+999999-12-31T23:59:60Z/..',
  () => '0000-00-00T00:00:00Z',
  () => '../..',
  () => '{"$ne":null}',
  () => '<script>alert(1)</script>',
  (random) => 'a'.repeat(Math.floor(random() * 9_000)),
  (random) => '('.repeat(Math.floor(random() * 3_000)),
  (random) => `${'not ('.repeat(Math.floor(random() * 900))}a = 1`,
  (random) =>
    `POLYGON((${Array.from({ length: Math.floor(random() * 900) }, () => `${random() * 360} ${random() * 180}`)}))`,
  (random) => Array.from({ length: Math.floor(random() * 900) }, () => Math.floor(random() * 400)).join(','),
  (random) => `a like '${'%25'.repeat(Math.floor(random() * 200))}b'`,
  (random) => `${'1+'.repeat(Math.floor(random() * 900))}1 = cycle`,
  (random) => String.fromCharCode(...Array.from({ length: 20 }, () => 0x21 + Math.floor(random() * 94))),
]

/** As many hostile requests as one takes; the same for the same numbers. */
export function hostileRequest(random: Random): HostileRequest {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const value = () => (random() < 0.45 ? encodeURIComponent(pick(sound)) : wire(pick(odd)(random)))
  const path = pick(paths).replaceAll('*', () => value())
  const method =
    random() < 0.7
      ? pick(['GET', 'GET', 'POST'])
      : pick(['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK'])
  const parameters = Array.from({ length: Math.floor(random() * 5) }, () => `${wire(pick(names))}=${value()}`)
  if (random() < 0.15 && parameters[0]) parameters.push(parameters[0])
  const headers: Record<string, string> = {
    accept: pick([
      '*/*',
      'application/json',
      'text/html',
      'text/csv',
      'a/b;q=x,,,;',
      'application/geo+json;q=9',
    ]),
    'accept-encoding': pick(['gzip', 'br', '', '*;q=nan']),
  }
  if (random() < 0.1) headers['x-request-id'] = pick(['a', '"}{', 'x'.repeat(999)])
  if (random() < 0.1) headers.host = pick(['evil.example', 'a b', '[::1', ''])
  const request = {
    method,
    path: `${path}${parameters.length > 0 ? '?' : ''}${parameters.join('&')}`,
    headers,
  }
  if (!['POST', 'PUT', 'PATCH'].includes(method)) return request
  headers['content-type'] = pick([
    'application/json',
    'application/json',
    'application/json; charset=utf-16',
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data',
    'x',
  ])
  return { ...request, body: body(random, pick, parameters.join('&')) }
}

function body(random: Random, pick: <T>(from: readonly T[]) => T, form: string): string | Buffer {
  const kind = random()
  if (kind < 0.1) return form
  if (kind < 0.2) return Buffer.from(Array.from({ length: 300 }, () => Math.floor(random() * 256)))
  if (kind < 0.3) return `${'['.repeat(Math.floor(random() * 100_000))}1`
  if (kind < 0.35) return `{"filter":${'{"op":"not","args":['.repeat(2_000)}1${']}'.repeat(2_000)}}`
  if (kind < 0.4) return '{"__proto__":{"limit":1},"constructor":{"prototype":1}}'
  const text = JSON.stringify(
    Object.fromEntries(
      Array.from({ length: Math.floor(random() * 5) }, () => [pick(names), anything(random, pick, 4)]),
    ),
  )
  return random() < 0.1 ? text.slice(0, Math.floor(random() * text.length)) : text
}

function anything(random: Random, pick: <T>(from: readonly T[]) => T, depth: number): unknown {
  const some = () => Array.from({ length: Math.floor(random() * 5) }, () => anything(random, pick, depth - 1))
  return pick<() => unknown>([
    () => pick(sound),
    () => pick(odd)(random),
    () => '\ud800\u0000',
    () => pick([0, -1, 1.5, 1e308, -1e308, 2 ** 53, null, true]),
    () => ({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 0],
        ],
      ],
    }),
    () => ({
      type: pick(['Polygon', 'Point', 'MultiPoint', 'GeometryCollection', 'x']),
      coordinates: depth > 0 ? some() : 0,
    }),
    () => ({
      op: pick([
        'and',
        'or',
        'not',
        '=',
        '<',
        'in',
        'between',
        'like',
        's_intersects',
        't_after',
        'casei',
        'x',
      ]),
      args: depth > 0 ? some() : [{ property: pick(['cycle', 'geometry', 'datetime', '']) }, 1],
    }),
    () => (depth > 0 ? some() : []),
    () => (depth > 0 ? Object.fromEntries(some().map((inner) => [pick(names), inner])) : {}),
  ])()
}

/** What may stand in a request's first line; the rest goes percent-encoded. */
function wire(text: string): string {
  return text
    .replace(/[^\x21-\xff]/gu, (character) => encodeURIComponent(character))
    .replaceAll('\x7f', '%7F')
}
