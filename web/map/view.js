/** @import { Position, View, ViewKind } from '../types.js' */

const degree = Math.PI / 180

/** @type {ViewKind[]} */
export const viewKinds = ['globe', 'plane', 'north', 'south']
/** At most this much nearer than the whole. */
export const nearest = 60

/** Where each kind of view begins. */
export const beginnings = {
  globe: { lon: -25, lat: 20, zoom: 1 },
  plane: { lon: 0, lat: 0, zoom: 1 },
  north: { lon: 0, lat: 90, zoom: 1 },
  south: { lon: 0, lat: -90, zoom: 1 },
}

/** Half the width of all that an azimuthal view shows, in Earth radii: a hemisphere. */
const reach = { globe: 1, north: Math.SQRT2, south: Math.SQRT2 }
const margin = 0.94

/**
 * Pixels to a radian, in the middle of the view.
 *
 * @param {View} view
 */
export function scaleOf({ kind, zoom, width, height }) {
  if (kind === 'plane') return (Math.min(width / (2 * Math.PI), (height * margin) / Math.PI) || 1) * zoom
  return ((Math.min(width, height) / 2) * margin * zoom) / reach[kind]
}

/**
 * An azimuthal view as numbers: the axes of the canvas as unit vectors, and where the middle of the projection lies on it.
 *
 * @typedef {{ east: number[], north: number[], up: number[], equalArea: boolean, scale: number, x: number, y: number,
 *   horizon: number }} Azimuth
 * @param {View} view
 * @returns {Azimuth}
 */
export function azimuthOf(view) {
  const scale = scaleOf(view)
  const [lon, lat] = centreOf(view)
  const [sinLon, cosLon] = [Math.sin(lon * degree), Math.cos(lon * degree)]
  const [sinLat, cosLat] = [Math.sin(lat * degree), Math.cos(lat * degree)]
  const azimuth = {
    east: [-sinLon, cosLon, 0],
    north: [-sinLat * cosLon, -sinLat * sinLon, cosLat],
    up: [cosLat * cosLon, cosLat * sinLon, sinLat],
    equalArea: view.kind !== 'globe',
    scale,
    x: view.width / 2,
    y: view.height / 2,
    horizon: scale * reach[/** @type {'globe'} */ (view.kind)],
  }
  // A polar view is moved so that its place comes to the middle.
  const moved = view.kind === 'globe' ? [azimuth.x, azimuth.y] : projectAzimuthal(azimuth, view.lon, view.lat)
  azimuth.x += view.width / 2 - moved[0]
  azimuth.y += view.height / 2 - moved[1]
  return azimuth
}

/**
 * The middle of the projection.
 *
 * @param {View} view
 * @returns {Position}
 */
export function centreOf({ kind, lon, lat }) {
  if (kind === 'globe') return [lon, lat]
  return [lon, kind === 'north' ? 90 : -90]
}

/**
 * @param {Azimuth} azimuth
 * @param {number} lon
 * @param {number} lat
 * @returns {[x: number, y: number, height: number]} seen where the last is not negative
 */
function projectAzimuthal({ east, north, up, equalArea, scale, x, y }, lon, lat) {
  const cosLat = Math.cos(lat * degree)
  const v = [cosLat * Math.cos(lon * degree), cosLat * Math.sin(lon * degree), Math.sin(lat * degree)]
  const dot = (/** @type {number[]} */ axis) => axis[0] * v[0] + axis[1] * v[1] + axis[2] * v[2]
  const height = dot(up)
  const k = scale * (equalArea ? Math.sqrt(2 / Math.max(1 + height, 1e-9)) : 1)
  return [x + k * dot(east), y - k * dot(north), height]
}

/**
 * The place under a point of the canvas; undefined beside the Earth.
 *
 * @param {View} view
 * @param {number} x
 * @param {number} y
 * @returns {Position | undefined}
 */
export function unproject(view, x, y) {
  if (view.kind === 'plane') {
    const scale = scaleOf(view) * degree
    const [away, lat] = [(x - view.width / 2) / scale, view.lat - (y - view.height / 2) / scale]
    return Math.abs(lat) > 90 || Math.abs(away) > 180 ? undefined : [nearTurn(view.lon + away), lat]
  }
  const { east, north, up, equalArea, scale, ...middle } = azimuthOf(view)
  const [u, v] = [(x - middle.x) / scale, (middle.y - y) / scale]
  const squared = u * u + v * v
  if (squared > (equalArea ? 2 : 1)) return undefined
  const height = equalArea ? 1 - squared / 2 : Math.sqrt(1 - squared)
  const k = equalArea ? Math.sqrt(1 - squared / 4) : 1
  const [px, py, pz] = [0, 1, 2].map((i) => k * u * east[i] + k * v * north[i] + height * up[i])
  return [Math.atan2(py, px) / degree, Math.asin(Math.max(-1, Math.min(1, pz))) / degree]
}

/** Cosine: what lies nearer to the rim of a globe is seen too flat. */
const flat = 0.4

/**
 * Whether a place is in the view, and not at its rim.
 *
 * @param {View} view
 * @param {number[]} place unit vector
 */
export function isSeen(view, [px, py, pz]) {
  const [lon, lat] = [Math.atan2(py, px) / degree, Math.asin(pz) / degree]
  const isOn = (/** @type {number} */ x, /** @type {number} */ y) =>
    x >= 0 && x <= view.width && y >= 0 && y <= view.height
  if (view.kind === 'plane') {
    const scale = scaleOf(view) * degree
    return isOn(view.width / 2 + nearTurn(lon - view.lon) * scale, view.height / 2 - (lat - view.lat) * scale)
  }
  const [x, y, height] = projectAzimuthal(azimuthOf(view), lon, lat)
  return height > (view.kind === 'globe' ? flat : 0) && isOn(x, y)
}

/**
 * A longitude within -180..180.
 *
 * @param {number} lon
 */
export function nearTurn(lon) {
  return lon - 360 * Math.round(lon / 360)
}

/**
 * The view moved by pixels, as if the Earth were taken hold of.
 *
 * @param {View} view
 * @param {number} dx
 * @param {number} dy
 * @returns {View}
 */
export function pan(view, dx, dy) {
  const perPixel = 1 / (scaleOf(view) * degree)
  const spread =
    view.kind === 'plane' ? 1 : Math.max(Math.cos(view.lat * degree), view.kind === 'globe' ? 0.25 : 0.5)
  return within({
    ...view,
    lon: view.lon - (dx * perPixel) / spread,
    lat: view.lat + dy * perPixel,
  })
}

/**
 * The view nearer or farther, with the place under a point staying there.
 *
 * @param {View} view
 * @param {number} factor
 * @param {[number, number]} [at] of the canvas; its middle without
 * @returns {View}
 */
export function zoomBy(view, factor, at = [view.width / 2, view.height / 2]) {
  const zoom = Math.max(1, Math.min(nearest, view.zoom * factor))
  const nearer = within({ ...view, zoom })
  const [before, after] = [unproject(view, ...at), unproject(nearer, ...at)]
  if (!before || !after) return nearer
  return within({
    ...nearer,
    lon: nearer.lon + nearTurn(before[0] - after[0]),
    lat: nearer.lat + before[1] - after[1],
  })
}

/**
 * The nearest view that there is: its middle on the Earth, and no more beside the Earth than must be.
 *
 * @param {View} view
 * @returns {View}
 */
export function within(view) {
  const [least, most] = latitudes(view)
  return { ...view, lon: nearTurn(view.lon), lat: Math.max(least, Math.min(most, view.lat)) }
}

/** @param {View} view */
function latitudes(view) {
  if (view.kind === 'globe') return [-90, 90]
  if (view.kind === 'plane') {
    const beyond = Math.max(0, 90 - view.height / 2 / (scaleOf(view) * degree))
    return [-beyond, beyond]
  }
  const reached = 90 * (1 - 1 / view.zoom)
  return view.kind === 'north' ? [90 - reached, 90] : [-90, -90 + reached]
}
