import type { MeasuredVariable } from '../../catalog/description/schema.ts'
import type { Dataset, Variable } from '../readers/dataset.ts'
import { roleOf } from './coordinate-pairs.ts'
import { isNumeric, standardNameOf, textOf, unitsOf, wordsOf } from './names.ts'

/** So many that they still say something. */
const mostVariables = 40

/** Words of variables that accompany a measurement rather than being one. */
const accompanying =
  /^(quality|flag|flags|qc|time|dtime|bounds|bnds|index|id|crs|projection|error|uncertainty|std|stddev|count|mask|lat|lon|latitude|longitude|counter|status|confidence|orbit|scan|line|pixel|row|cell|year|month|day|hour|minute|second|msec)$/

const accompanyingNames =
  /time|latitude|longitude|status_flag|number_of_observations|standard_error|quality_flag|projection_[xy]/

/**
 * The variables that carry measurements, by name: those with a standard name where there are such, else all that may be.
 */
export function describeMeasuredVariables(dataset: Dataset): Record<string, MeasuredVariable> {
  const candidates = dataset.variables.filter(
    (variable) => isNumeric(variable) && variable.shape.length > 0 && !isAccompanying(variable),
  )
  const named = candidates.filter((variable) => standardNameOf(variable) !== '')
  const described: Record<string, MeasuredVariable> = {}
  for (const variable of named.length > 0 ? named : candidates) {
    if (Object.keys(described).length === mostVariables) break
    described[variable.name] ??= describeVariable(variable)
  }
  return described
}

function describeVariable(variable: Variable): MeasuredVariable {
  const title = textOf(variable, 'long_name')
  const standardName = textOf(variable, 'standard_name')
  const units = textOf(variable, 'units', 'unit')
  const dimensions = variable.dimensions().map(({ name }) => name?.split('/').at(-1))
  const named = dimensions.every((name) => name !== undefined)
  return {
    ...(title !== undefined && { title }),
    ...(standardName !== undefined && { standardName }),
    ...(units !== undefined && { units }),
    ...(named && { dimensions }),
  }
}

function isAccompanying(variable: Variable): boolean {
  if (roleOf(variable) !== undefined || variable.shape.every((size) => size === 1)) return true
  const attributes = variable.attributes.names()
  if (isOwnDimension(variable, attributes)) return true
  if (attributes.includes('flag_meanings') || attributes.includes('grid_mapping_name')) return true
  if (/\bsince\b/.test(unitsOf(variable))) return true
  const standardName = textOf(variable, 'standard_name')?.toLowerCase() ?? ''
  if (accompanyingNames.test(standardName)) return true
  return wordsOf(variable.name).some((word) => accompanying.test(word))
}

/** CF's coordinate variables, named as the dimension they lie along. One that lists its dimensions has others. */
function isOwnDimension(variable: Variable, attributes: string[]): boolean {
  if (variable.shape.length !== 1 || attributes.includes('DIMENSION_LIST')) return false
  return variable.dimensions()[0]?.name === variable.path
}
