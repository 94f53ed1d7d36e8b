import { degree, type Inverse, type ProjectionParameters, wrapLongitude } from './projection.ts'

/**
 * Geostationary satellite view: scanning angles in radians (GOES-R Product Definition and Users' Guide, 5.1.2.8.1;
 * CGMS 03 LRIT/HRIT, 4.4.3.2). The axis that sweeps says which of the two angles is the outer one.
 * Off the Earth's disk there is no position.
 */
export function inverseGeostationary(parameters: ProjectionParameters): Inverse {
  const { ellipsoid, lon0, height = 35786023, sweep = 'y' } = parameters
  const { a, e2 } = ellipsoid
  const distance = 1 + height / a
  const minor2 = 1 - e2
  return (x, y) => {
    // The line of sight, from the satellite towards the Earth's centre, in units of the semi-major axis.
    const [across, upward] = [Math.tan(x), Math.tan(y)]
    const right = sweep === 'x' ? across * Math.sqrt(1 + upward * upward) : across
    const up = sweep === 'x' ? upward : upward * Math.sqrt(1 + across * across)
    const squared = 1 + right * right + (up * up) / minor2
    const discriminant = distance * distance - squared * (distance * distance - 1)
    if (!(discriminant >= 0)) return [Number.NaN, Number.NaN]
    const along = (distance - Math.sqrt(discriminant)) / squared
    const px = distance - along
    const py = along * right
    const pz = along * up
    const lon = Math.atan2(py, px)
    const lat = Math.atan(pz / (minor2 * Math.sqrt(px * px + py * py)))
    return [wrapLongitude(lon0 + lon / degree), lat / degree]
  }
}
