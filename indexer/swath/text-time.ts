import { parseInstant } from '../metadata/instants.ts'
import type { Dataset, Variable } from '../readers/dataset.ts'
import type { MeasurementTimes } from './measurement-times.ts'
import { squeezed, wordsOf } from './names.ts'

/** Times written as text, one a row (`row_time`, `time_utc`). */
export function readTextTimes(dataset: Dataset, lat: Variable): MeasurementTimes | undefined {
  const rows = squeezed(lat.shape)[0] ?? 1
  for (const variable of dataset.variables) {
    if (variable.type !== 'text' || !wordsOf(variable.name).includes('time')) continue
    const shape = squeezed(variable.shape)
    // Characters stand along a last dimension of their own.
    if (shape[0] !== rows || shape.length > 2) continue
    const texts = variable.readText()
    if (texts.length !== rows) continue
    const instants = Float64Array.from(texts, (text) => parseInstant(text) ?? Number.NaN)
    if (!instants.some(Number.isFinite)) continue
    return {
      instants,
      source: `variable ${variable.path}`,
    }
  }
  return undefined
}
