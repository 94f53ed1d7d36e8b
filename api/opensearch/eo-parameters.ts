import type { PropertySummary } from '../../catalog/aggregation.ts'
import { type KnownProperty, knownProperties } from '../../catalog/properties.ts'
import type { Parameter } from './parameter.ts'

/** A parameter of the Earth observation extension (OGC 13-026r9) and the property that it asks for. */
export interface EoParameter extends Parameter {
  property: string
  kind: 'number' | 'text' | 'instant'
}

interface Term {
  title: string
  kind: EoParameter['kind']
  /** Where the property has another name than the term. */
  property?: string
  /** The values that the standard has. */
  options?: readonly string[]
}

const number = (title: string, property?: string): Term => ({
  title,
  kind: 'number',
  ...(property && { property }),
})
const text = (title: string, property?: string): Term => ({
  title,
  kind: 'text',
  ...(property && { property }),
})
const instant = (title: string, property?: string): Term => ({
  title,
  kind: 'instant',
  ...(property && { property }),
})

/** Terms of properties that only some files bring, under the term itself or as STAC's extensions name them. */
const otherTerms: Record<string, Term> = {
  sensorType: {
    ...text('Type of sensor'),
    options: ['OPTICAL', 'RADAR', 'ALTIMETRIC', 'ATMOSPHERIC', 'LIMB'],
  },
  productType: text('Type of product', 'product:type'),
  platformSerialIdentifier: text('Serial identifier of the platform'),
  sensorMode: text('Mode of the sensor', 'sar:instrument_mode'),
  swathIdentifier: text('Swath'),
  frame: number('Frame, or row of a grid of scenes'),
  cloudCover: number('Cloud cover (percent)', 'eo:cloud_cover'),
  snowCover: number('Snow cover (percent)', 'eo:snow_cover'),
  doi: text('Digital object identifier', 'sci:doi'),
  resolution: number('Resolution (metres)', 'gsd'),
  polarisationChannels: text('Polarisation', 'sar:polarizations'),
  acquisitionType: text('Type of acquisition'),
  acquisitionStation: text('Station that acquired it'),
  archivingCenter: text('Archiving centre'),
  processingDate: instant('When it was processed', 'processing:datetime'),
  processingMode: text('Mode of processing'),
  processorName: text('Name of the processor'),
  productionStatus: text('Status of production'),
  productQualityStatus: text('Status of quality'),
  modificationDate: instant('When the catalogue took it', 'updated'),
}

const decimal = String.raw`-?\d+(\.\d+)?`
const numbers = String.raw`^([\[\]]?${decimal}(,${decimal})?[\[\]]?|\{${decimal}(,${decimal})*\})$`

const knownParameters = Object.entries<KnownProperty>(knownProperties).flatMap(
  ([property, { eo, title, type }]) =>
    eo === undefined ? [] : [eoParameter(eo, termOf(eo, property, title, type))],
)

export const eoParameters: readonly EoParameter[] = [
  ...knownParameters,
  ...Object.entries(otherTerms)
    .filter(([name]) => !knownParameters.some((known) => known.name === name))
    .map(([name, term]) => eoParameter(name, term)),
]

/** Those that an answer may depend on though no granule has them; the others are unknown where none has them. */
const alwaysKnown: ReadonlySet<string> = new Set(knownParameters.map(({ name }) => name))

function termOf(name: string, property: string, title: string, type: KnownProperty['type']): Term {
  if (type === 'number') return number(title, property)
  if (name.endsWith('Date')) return instant(title, property)
  return {
    ...text(title, property),
    ...(name === 'orbitDirection' && { options: ['ASCENDING', 'DESCENDING'] }),
  }
}

function eoParameter(name: string, { title, kind, property = name, options }: Term): EoParameter {
  const common = { name, token: `eo:${name}`, property, kind }
  switch (kind) {
    case 'number':
      return { ...common, title: `${title}: n, {n,n}, [n,n], ]n,n[, [n or n]`, pattern: numbers }
    case 'instant':
      return { ...common, title: `${title}: a date, [date,date], [date or date]` }
    case 'text':
      return { ...common, title, ...(options && { options }) }
  }
}

/** Whether a condition on it is honoured, among granules of which this is known. */
export function isHonoured({ name, property }: EoParameter, summaries: readonly PropertySummary[]): boolean {
  return alwaysKnown.has(name) || property === 'updated' || summaries.some((one) => one.name === property)
}

/** Whether the name alone tells that it is honoured. */
export function isAlwaysHonoured(parameter: EoParameter): boolean {
  return isHonoured(parameter, [])
}

/** Those that some of the granules have a value for, with the bounds or the values that occur. */
export function eoParametersOf(summaries: readonly PropertySummary[]): EoParameter[] {
  return eoParameters.flatMap((parameter) => {
    if (parameter.property === 'updated') return [parameter]
    const own = summaries.filter(({ name }) => name === parameter.property)
    return own.length === 0 ? [] : [{ ...parameter, ...rangeOf(parameter, own) }]
  })
}

function rangeOf(
  { kind, options }: EoParameter,
  summaries: readonly PropertySummary[],
): Partial<EoParameter> {
  if (kind === 'number') {
    const bounded = summaries.filter(({ least, greatest }) => least !== undefined && greatest !== undefined)
    if (bounded.length === 0) return {}
    return {
      minInclusive: Math.min(...bounded.map(({ least }) => least!)),
      maxInclusive: Math.max(...bounded.map(({ greatest }) => greatest!)),
    }
  }
  if (kind === 'instant' || options) return {}
  const texts = summaries.filter(({ type }) => type === 'string' || type === 'string[]')
  if (texts.length === 0 || texts.some(({ values }) => values === undefined)) return {}
  return { options: [...new Set(texts.flatMap(({ values }) => values!))] }
}
