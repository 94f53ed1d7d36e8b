import { InvalidQueryError } from '../../catalog/errors.ts'

/** What the columns of a table, or the properties of features, are called that say where, when and who; the first that is there counts. */
const usual = {
  lon: ['longitude', 'lon', 'long', 'lng', 'decimallongitude', 'longitudedeg', 'londeg', 'x'],
  lat: ['latitude', 'lat', 'decimallatitude', 'latitudedeg', 'latdeg', 'y'],
  time: [
    ...['time', 'datetime', 'timestamp', 'isotime', 'timeutc', 'datetimeutc', 'utc', 'juld', 'obstime'],
    ...['observationtime', 'eventdate', 'sampletime', 'date', 'day', 'epoch', 't'],
  ],
  name: [
    ...['id', 'name', 'station', 'stationid', 'platform', 'platformcode', 'platformnumber', 'wmo', 'wmoid'],
    ...['trajectory', 'trajectoryid', 'drifter', 'buoy', 'float', 'sid', 'storm', 'stormid'],
  ],
} as const
export type Role = keyof typeof usual

export type ColumnNames = Partial<Record<Role, string>>

/**
 * The place of a column among headings, `Longitude (degrees_east)` and `LONGITUDE` alike.
 * @param named what the caller says that it is called
 * @throws InvalidQueryError where there is none that was named
 */
export function findColumn(headings: readonly string[], role: Role, named?: string): number | undefined {
  if (named !== undefined) {
    const exact = headings.findIndex((heading) => heading.trim() === named)
    const found = exact >= 0 ? exact : headings.findIndex((heading) => plain(heading) === plain(named))
    if (found >= 0) return found
    throw new InvalidQueryError(`--${role}`, `there is no column ${named} among ${headings.join(', ')}`)
  }
  const known = headings.map(plain)
  for (const name of usual[role]) {
    const found = known.indexOf(name)
    if (found >= 0) return found
  }
  return undefined
}

/** What stands in brackets behind a heading. */
export function unitsIn(heading: string): string | undefined {
  return /[([]\s*([^)\]]+?)\s*[)\]]\s*$/.exec(heading)?.[1]
}

/** Without units, and whatever the case and what is between words. */
function plain(heading: string): string {
  return heading
    .replace(/[([].*$/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
