import type { Dataset } from '../readers/dataset.ts'
import { textOf, wordsOf } from './names.ts'
import { type Extent, extentOf, readInstants } from './time.ts'
import { findTimeVariables, type TimeVariable } from './time-variables.ts'

/** When a grid is of: the bounds of its times, else variables that say start and end, else the times themselves. */
export function readGridTimes(dataset: Dataset): { extent: Extent; source: string } | undefined {
  const times = findTimeVariables(dataset).filter(({ reference }) => reference !== undefined)
  const nominal = times
    .filter(({ variable }) => variable.shape.length <= 1)
    .toSorted((a, b) => plainness(b) - plainness(a))[0]
  if (nominal !== undefined) {
    const bounds = boundsOf(dataset, nominal)
    const extent = bounds === undefined ? undefined : extentOf(readInstants(bounds))
    if (extent !== undefined) return { extent, source: `variable ${bounds!.variable.path}` }
  }
  const start = times.find(({ variable }) => says(variable.name, /^(start|begin|first)$/))
  const end = times.find(({ variable }) => says(variable.name, /^(end|stop|last)$/))
  if (start !== undefined && end !== undefined) {
    const [first, last] = [extentOf(readInstants(start)), extentOf(readInstants(end))]
    if (first !== undefined && last !== undefined && first.first <= last.last) {
      return {
        extent: { first: first.first, last: last.last },
        source: `variables ${start.variable.path}, ${end.variable.path}`,
      }
    }
  }
  const extent = nominal === undefined ? undefined : extentOf(readInstants(nominal))
  return extent === undefined ? undefined : { extent, source: `variable ${nominal!.variable.path}` }
}

function says(name: string, word: RegExp): boolean {
  return wordsOf(name).some((candidate) => word.test(candidate))
}

function plainness({ variable }: TimeVariable): number {
  return wordsOf(variable.name).join('_') === 'time'
    ? 2
    : textOf(variable, 'standard_name') === 'time'
      ? 1
      : 0
}

/** CF section 7.1: bounds need no units of their own. */
function boundsOf(dataset: Dataset, time: TimeVariable): TimeVariable | undefined {
  const name = textOf(time.variable, 'bounds', 'climatology')
  const { group } = time.variable
  const variable = dataset.variables.find(({ path }) => path === `${group === '/' ? '' : group}/${name}`)
  return variable === undefined ? undefined : { ...time, variable }
}
