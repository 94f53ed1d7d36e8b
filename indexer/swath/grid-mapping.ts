import type { Variable } from '../readers/dataset.ts'
import { numbersOf, textOf } from './names.ts'
import { inverseAlbers, inverseLambertConformal } from './projection/conic.ts'
import { inverseCylindricalEqualArea, inverseMercator, inverseSinusoidal } from './projection/cylindrical.ts'
import { inverseGeostationary } from './projection/geostationary.ts'
import { inverseLambertAzimuthal } from './projection/lambert-azimuthal.ts'
import { inversePolarStereographic } from './projection/polar-stereographic.ts'
import { readProjString } from './projection/proj-string.ts'
import { type Ellipsoid, type Inverse, type ProjectionParameters, wgs84 } from './projection/projection.ts'
import { inverseRotatedPole } from './projection/rotated-pole.ts'
import { inverseTransverseMercator } from './projection/transverse-mercator.ts'

const projections: Record<string, (parameters: ProjectionParameters) => Inverse> = {
  albers_conical_equal_area: inverseAlbers,
  geostationary: inverseGeostationary,
  lambert_azimuthal_equal_area: inverseLambertAzimuthal,
  lambert_conformal_conic: inverseLambertConformal,
  lambert_cylindrical_equal_area: inverseCylindricalEqualArea,
  mercator: inverseMercator,
  polar_stereographic: inversePolarStereographic,
  rotated_latitude_longitude: inverseRotatedPole,
  sinusoidal: inverseSinusoidal,
  transverse_mercator: inverseTransverseMercator,
}

export interface GridMapping {
  parameters: ProjectionParameters
  /** Absent for a projection that is not known here. */
  inverse?: Inverse
}

/**
 * Reads a grid mapping variable (CF section 5.6 and appendix F). A PROJ string, which software wrote, goes before the
 * attributes, which people did: they disagree on the central meridian of more than one polar grid.
 */
export function readGridMapping(mapping: Variable): GridMapping | undefined {
  const written = textOf(
    mapping,
    'proj4text',
    'proj4',
    'proj4_params',
    'proj4_string',
    'proj_string',
    'spatial_proj4',
  )
  const parameters = (written === undefined ? undefined : readProjString(written)) ?? readParameters(mapping)
  return parameters && gridMappingOf(parameters)
}

export function gridMappingOf(parameters: ProjectionParameters): GridMapping {
  const create = projections[parameters.name]
  return create === undefined ? { parameters } : { parameters, inverse: create(parameters) }
}

function readParameters(mapping: Variable): ProjectionParameters | undefined {
  const name = textOf(mapping, 'grid_mapping_name')?.toLowerCase()
  if (name === undefined) return undefined
  const number = (...names: string[]) => numbersOf(mapping, ...names)[0]
  const lon0 =
    number(
      'straight_vertical_longitude_from_pole',
      'longitude_of_central_meridian',
      'longitude_of_projection_origin',
      'north_pole_grid_longitude',
    ) ?? 0
  const sweep = textOf(mapping, 'sweep_angle_axis')?.toLowerCase()
  const fixed = textOf(mapping, 'fixed_angle_axis')?.toLowerCase()
  const scale = number('scale_factor_at_projection_origin', 'scale_factor_at_central_meridian')
  const height = number('perspective_point_height')
  const pole = { lon: number('grid_north_pole_longitude'), lat: number('grid_north_pole_latitude') }
  return {
    name,
    ellipsoid: readEllipsoid(mapping),
    lon0,
    lat0: number('latitude_of_projection_origin') ?? 0,
    standardParallels: numbersOf(mapping, 'standard_parallel'),
    falseEasting: number('false_easting') ?? 0,
    falseNorthing: number('false_northing') ?? 0,
    ...(scale === undefined ? {} : { scale }),
    ...(height === undefined ? {} : { height }),
    sweep: sweep === 'x' || fixed === 'y' ? 'x' : 'y',
    ...(pole.lon === undefined || pole.lat === undefined ? {} : { pole: { lon: pole.lon, lat: pole.lat } }),
  }
}

function readEllipsoid(mapping: Variable): Ellipsoid {
  const number = (...names: string[]) => numbersOf(mapping, ...names)[0]
  const radius = number('earth_radius')
  const a = number('semi_major_axis', 'semimajor_axis', 'semimajor_radius') ?? radius
  if (a === undefined) return wgs84
  const b = number('semi_minor_axis', 'semiminor_axis', 'semiminor_radius')
  const inverse = number('inverse_flattening')
  if (b !== undefined) return { a, e2: 1 - (b / a) ** 2 }
  if (inverse === undefined || inverse === 0) return { a, e2: radius === a || inverse === 0 ? 0 : wgs84.e2 }
  return { a, e2: (2 - 1 / inverse) / inverse }
}
