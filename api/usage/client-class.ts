/** Sorts of programs, by what their names have in common; the first that fits. Nothing but the sort is kept. */
const sorts: readonly (readonly [sort: string, names: RegExp])[] = [
  ['robot', /bot\b|crawl|spider|slurp|archiver|scrap|monitor|uptime|probe|prometheus/i],
  ['stac', /stac|eodag|odc-|rio-tiler|titiler/i],
  ['gis', /qgis|arcgis|gdal|geoserver|mapserver|openlayers|leaflet|grass/i],
  ['portal', /geonetwork|ckan|oceanid|csw|opensearch|harvest|portal/i],
  [
    'script',
    /curl|wget|aria2|python|urllib|requests|aiohttp|httpx|node|undici|axios|java|okhttp|go-http|perl|ruby|php|libwww|matlab|julia|^r\b|\br \(|rust|reqwest/i,
  ],
  ['browser', /^mozilla\//i],
]

export const clientClasses: readonly string[] = [...sorts.map(([sort]) => sort), 'other', 'unknown']

/** The sort of program that a `User-Agent` names. */
export function clientClassOf(userAgent: string | undefined): string {
  if (!userAgent?.trim()) return 'unknown'
  return sorts.find(([, names]) => names.test(userAgent))?.[0] ?? 'other'
}
