import { azimuthOf, centreOf, scaleOf } from './view.js'

/** @import { View } from '../types.js' */
/** @import { Azimuth } from './view.js' */
/** @typedef {{ sea: string, deep: string, land: string, shore: string, grid: string, rim: string }} GroundColours */

/** From this zoom on a finer coast is drawn, where the view rests. */
const fineFrom = 2.2

/** @type {Map<string, Promise<object>>} */
const asked = new Map()
/** @type {{ coarse?: object, fine?: object }} */
const land = {}
const graticule = d3.geoGraticule().step([15, 15])()

/**
 * Sees to the coastlines that a view needs.
 *
 * @param {View} view
 * @param {Record<'coarse' | 'fine', string>} addresses
 * @returns {Promise<unknown> | undefined} done when they have come; undefined where they are there
 */
export function loadCoasts(view, addresses) {
  const wanted = land.coarse && view.zoom >= fineFrom ? 'fine' : 'coarse'
  if (land[wanted]) return undefined
  const address = addresses[wanted]
  if (!asked.has(address)) asked.set(address, loadLand(address))
  return asked.get(address)?.then((found) => {
    land[wanted] = found
  })
}

/** @param {string} address */
async function loadLand(address) {
  const response = await fetch(address)
  if (!response.ok) throw new Error(response.statusText)
  const topology = await response.json()
  return topojson.feature(topology, topology.objects.land)
}

/**
 * Sea, land, and every fifteenth meridian and parallel.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {GroundColours} colours
 * @param {boolean} moving the coarse coast will do
 */
export function drawGround(context, view, colours, moving) {
  const projection = projectionOf(view, moving)
  const path = d3.geoPath(projection, context)
  context.save()
  drawSea(context, view, colours)
  context.clip()
  const fine = !moving && view.zoom >= fineFrom ? land.fine : undefined
  const coast = fine ?? land.coarse
  if (coast) {
    context.beginPath()
    path(coast)
    context.fillStyle = colours.land
    context.fill()
    context.strokeStyle = colours.shore
    context.lineWidth = 0.6
    context.stroke()
  }
  context.beginPath()
  path(graticule)
  context.strokeStyle = colours.grid
  context.lineWidth = 0.6
  context.stroke()
  context.restore()
  if (view.kind !== 'plane') drawRim(context, azimuthOf(view), colours)
}

/**
 * Fills the Earth, and leaves its outline as the current path.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {GroundColours} colours
 */
function drawSea(context, view, colours) {
  traceEarth(context, view)
  if (view.kind === 'plane') {
    context.fillStyle = colours.sea
  } else {
    const { x, y, horizon } = azimuthOf(view)
    const light = context.createRadialGradient(
      x - horizon * 0.35,
      y - horizon * 0.4,
      horizon * 0.1,
      x,
      y,
      horizon,
    )
    light.addColorStop(0, colours.sea)
    light.addColorStop(1, view.kind === 'globe' ? colours.deep : colours.sea)
    context.fillStyle = light
  }
  context.fill()
}

/**
 * Makes the outline of the Earth the current path.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 */
export function traceEarth(context, view) {
  context.beginPath()
  if (view.kind === 'plane') {
    const scale = scaleOf(view)
    const top = view.height / 2 + ((view.lat - 90) * Math.PI * scale) / 180
    context.rect(view.width / 2 - Math.PI * scale, top, 2 * Math.PI * scale, Math.PI * scale)
  } else {
    const { x, y, horizon } = azimuthOf(view)
    context.arc(x, y, horizon, 0, 2 * Math.PI)
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Azimuth} azimuth
 * @param {GroundColours} colours
 */
function drawRim(context, { x, y, horizon }, colours) {
  context.beginPath()
  context.arc(x, y, horizon, 0, 2 * Math.PI)
  context.strokeStyle = colours.rim
  context.lineWidth = 1.2
  context.stroke()
}

/**
 * @param {View} view
 * @param {boolean} moving
 */
function projectionOf(view, moving) {
  const scale = scaleOf(view)
  const { width, height } = view
  if (view.kind === 'plane') {
    return d3
      .geoEquirectangular()
      .rotate([-view.lon, 0])
      .scale(scale)
      .translate([width / 2, height / 2 + (view.lat * Math.PI * scale) / 180])
      .precision(0)
  }
  const [lon, lat] = centreOf(view)
  const { x, y } = azimuthOf(view)
  const projection = view.kind === 'globe' ? d3.geoOrthographic() : d3.geoAzimuthalEqualArea()
  projection
    .rotate([-lon, -lat])
    .scale(scale)
    .translate([x, y])
    .clipAngle(90)
    .precision(moving ? 0 : 0.5)
  return view.zoom < fineFrom
    ? projection
    : projection.clipExtent([
        [-20, -20],
        [width + 20, height + 20],
      ])
}
