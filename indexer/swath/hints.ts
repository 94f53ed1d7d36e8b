import type { FileHints } from '../../catalog/description/schema.ts'
import type { Attributes, Dataset, Variable } from '../readers/dataset.ts'
import { roleOf } from './coordinate-pairs.ts'
import { NoCoordinatesError } from './observed.ts'
import { findTimeVariables } from './time-variables.ts'

/** Whether a description says where to look. */
export function hasHints(hints: FileHints | undefined): hints is FileHints {
  const { group, longitude, latitude, time, timeUnits } = hints ?? {}
  return [group, longitude, latitude, time, timeUnits].some((hint) => hint !== undefined)
}

/**
 * A file as its description has it: of the group named, with the variables named as its only coordinates and times.
 * Conventions then find what they find in any file.
 * @throws {NoCoordinatesError} when what is named is not there
 */
export function withHints(dataset: Dataset, hints: FileHints | undefined): Dataset {
  if (!hasHints(hints)) return dataset
  const { group, longitude, latitude, time, timeUnits } = hints
  let { variables } = dataset
  if (group !== undefined) {
    const path = `/${group.replace(/^\/+|\/+$/g, '')}`
    variables = variables.filter((one) => one.group === path || one.group.startsWith(`${path}/`))
    if (variables.length === 0)
      throw new NoCoordinatesError(`the description names the group ${group}, which ${absent}`)
  }
  if (longitude !== undefined && latitude !== undefined) {
    const [lon, lat] = [findNamed(variables, longitude), findNamed(variables, latitude)]
    variables = variables
      .filter((one) => one === lon || one === lat || roleOf(one) === undefined)
      .map((one) => (one === lon ? as(one, 'longitude') : one === lat ? as(one, 'latitude') : one))
  }
  if (time !== undefined) {
    const named = findNamed(variables, time)
    const others = new Set(findTimeVariables({ ...dataset, variables }).map(({ variable }) => variable))
    variables = variables
      .filter((one) => one === named || !others.has(one))
      .map((one) => (one === named ? as(one, 'time') : one))
  }
  if (timeUnits !== undefined) {
    const times = findTimeVariables({ ...dataset, variables })
    const told = times.some(({ reference }) => reference !== undefined)
    // What is added to a time that is told counts from that.
    const untold = times.filter(({ reference, isOffset }) => reference === undefined && !(isOffset && told))
    const counts = new Set(untold.map(({ variable }) => variable))
    variables = variables.map((one) => (counts.has(one) ? saying(one, 'units', timeUnits) : one))
  }
  return { ...dataset, variables }
}

const absent = 'is not there: mend it ("files" of the description of the collection)'

/** By its path, or by its name where it is the first of that name. */
function findNamed(variables: Variable[], name: string): Variable {
  const path = `/${name.replace(/^\/+/, '')}`
  const found =
    variables.find((variable) => variable.path === path) ??
    variables.find((variable) => variable.name === name)
  if (found === undefined)
    throw new NoCoordinatesError(`the description names the variable ${name}, which ${absent}`)
  return found
}

/** A variable that says by its name and its standard name what it is. */
function as(variable: Variable, standardName: 'longitude' | 'latitude' | 'time'): Variable {
  return { ...saying(variable, 'standard_name', standardName), name: standardName }
}

/** A variable with one of its attributes, or one more, as told. */
function saying(variable: Variable, attribute: string, value: string): Variable {
  const { path, name, group, type, shape } = variable
  const attributes: Attributes = {
    names: () => [...new Set([...variable.attributes.names(), attribute])],
    get: (wanted) => (wanted === attribute ? value : variable.attributes.get(wanted)),
  }
  return {
    path,
    name,
    group,
    type,
    shape,
    attributes,
    dimensions: () => variable.dimensions(),
    read: (slab) => variable.read(slab),
    readText: () => variable.readText(),
  }
}
