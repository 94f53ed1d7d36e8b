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
    const right = sweep === 'x' ? Math.tan(x) * Math.hypot(1, Math.tan(y)) : Math.tan(x)
    const up = sweep === 'x' ? Math.tan(y) : Math.tan(y) * Math.hypot(1, Math.tan(x))
    const squared = 1 + right * right + (up * up) / minor2
    const discriminant = distance * distance - squared * (distance * distance - 1)
    if (!(discriminant >= 0)) return [Number.NaN, Number.NaN]
    const along = (distance - Math.sqrt(discriminant)) / squared
    const px = distance - along
    const py = along * right
    const pz = along * up
    const lon = Math.atan2(py, px)
    const lat = Math.atan(pz / (minor2 * Math.hypot(px, py)))
    return [wrapLongitude(lon0 + lon / degree), lat / degree]
  }
}
