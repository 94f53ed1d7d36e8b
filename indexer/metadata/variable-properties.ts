import type { Dataset, Variable } from '../readers/dataset.ts'
import { attributeNames } from './attribute-names.ts'
import { countProperties, type DescribedProperties, isCount } from './properties.ts'

/** Variables of so many values at most are read for the sake of a number or a name. */
const mostValues = 10_000

/** Names of variables that identify who measured, in situ (besides those whose `cf_role` says so). */
const identifying =
  /^(wmo_?)?(platform|float|buoy|drifter|station|vessel|ship|glider|mooring)_?(number|code|id|name|call_?sign)$|^(wmo_?id|call_?sign)$/i

/**
 * Adds what no attribute says but a variable does: orbit, cycle and pass as numbers of one value, and in situ the
 * platform, by the text whose `cf_role` is that of a trajectory or a time series (CF section 9.5), or by its name.
 */
export function addVariableProperties(dataset: Dataset, { properties, sources }: DescribedProperties): void {
  for (const property of countProperties) {
    if (properties[property] !== undefined) continue
    const wanted = attributeNames[property].map((name) => name.toLowerCase())
    const named = dataset.variables.filter(
      (variable) => wanted.includes(variable.name.toLowerCase()) && isSmallNumber(variable),
    )
    const ranked = named.toSorted((a, b) => rank(a, wanted) - rank(b, wanted))
    for (const variable of ranked) {
      const value = variable.read()[0]
      if (!isCount(value)) continue
      properties[property] = value
      sources[property] = `variable ${variable.path}`
      break
    }
  }
  if (properties.platform !== undefined) return
  for (const variable of dataset.variables) {
    if (!identifies(variable)) continue
    const texts = new Set(variable.readText().map((text) => text.trim()))
    texts.delete('')
    if (texts.size !== 1) continue
    properties.platform = [...texts][0]!
    sources.platform = `variable ${variable.path}`
    break
  }
}

function rank({ name }: Variable, wanted: string[]): number {
  return wanted.indexOf(name.toLowerCase())
}

function isSmallNumber({ type, shape }: Variable): boolean {
  return type !== 'text' && type !== 'other' && shape.every((size) => size === 1)
}

function identifies(variable: Variable): boolean {
  if (variable.type !== 'text' || variable.shape.reduce((product, size) => product * size, 1) > mostValues)
    return false
  const role = variable.attributes.get('cf_role')
  return role === 'trajectory_id' || role === 'timeseries_id' || identifying.test(variable.name)
}
