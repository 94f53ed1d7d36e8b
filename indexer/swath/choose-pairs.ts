import type { Dataset } from '../readers/dataset.ts'
import { type CoordinatePair, positionsOf } from './coordinate-pairs.ts'
import { textOf } from './names.ts'
import { countReferences } from './references.ts'

/** The pairs that make the observation, the main one first. */
export interface ChosenPairs {
  main: CoordinatePair
  /** Other sets of positions, which count as far as they cover more than the main one. */
  others: CoordinatePair[]
}

/**
 * Picks the coordinates that most data variables lie on, the finer where they about tie. Others join it that have data and are
 * - in the same group (the boxes beside a nadir track, 20 Hz beside 1 Hz), or
 * - the same variables in a sibling group of the same make (beams, sides, swaths of one instrument).
 * Of ragged arrays those of the samples count, where these have positions of their own (a drifter was also put out somewhere).
 */
export function choosePairs(dataset: Dataset, all: CoordinatePair[]): ChosenPairs {
  const sampled = sampleDimensions(dataset)
  const ofSamples = all.filter(({ lat }) => lat.dimensions().some(({ name }) => sampled.has(lastPart(name))))
  const pairs = ofSamples.length > 0 ? ofSamples : all
  if (pairs.length === 1) return { main: pairs[0]!, others: [] }
  const references = countReferences(dataset, pairs)
  const ranked = pairs.toSorted(
    (a, b) => references.get(b)! - references.get(a)! || positionsOf(b) - positionsOf(a),
  )
  const most = references.get(ranked[0]!)!
  const nearlyMost = ranked.filter((pair) => references.get(pair)! >= asGood * most)
  const main = nearlyMost.toSorted((a, b) => positionsOf(b) - positionsOf(a))[0]!
  const others = ranked
    .filter((pair) => pair !== main)
    .filter((pair) => references.get(pair)! > 0 && references.get(pair)! >= worthwhile * most)
    .filter((pair) => pair.lat.group === main.lat.group || isParallel(dataset, main, pair))
  return { main, others }
}

/**
 * Names of the dimensions along which the samples of ragged arrays lie: a count of samples names it, and an index of instances lies
 * along it (CF sections 9.3.3 and 9.3.4).
 */
function sampleDimensions(dataset: Dataset): Set<string> {
  const names = new Set<string>()
  for (const variable of dataset.variables) {
    const present = variable.attributes.names()
    if (present.includes('sample_dimension')) names.add(textOf(variable, 'sample_dimension') ?? '')
    if (present.includes('instance_dimension')) names.add(lastPart(variable.dimensions()[0]?.name))
  }
  names.delete('')
  return names
}

function lastPart(path = ''): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Share of the most references above which the finer set is the main one. */
const asGood = 0.9

/** Least share of the most references that another set must have: fewer make it an accessory (tie points). */
const worthwhile = 0.2

/** Least share of names that the groups of two parallel sets have in common. */
const alike = 0.5

function isParallel(dataset: Dataset, main: CoordinatePair, other: CoordinatePair): boolean {
  const ours = main.lat.group.split('/')
  const theirs = other.lat.group.split('/')
  if (ours.length !== theirs.length) return false
  const differing = ours.flatMap((part, i) => (part === theirs[i] ? [] : [i]))
  if (differing.length !== 1) return false
  const depth = differing[0]! + 1
  const ourGroup = ours.slice(0, depth).join('/')
  const theirGroup = theirs.slice(0, depth).join('/')
  if (plainName(main.lat.name, ourGroup) !== plainName(other.lat.name, theirGroup)) return false
  const a = namesUnder(dataset, ourGroup)
  const b = namesUnder(dataset, theirGroup)
  const common = [...a].filter((name) => b.has(name)).length
  return common >= alike * Math.max(a.size, b.size)
}

function namesUnder(dataset: Dataset, group: string): Set<string> {
  const inside = dataset.variables.filter((variable) => variable.path.startsWith(`${group}/`))
  return new Set(inside.map((variable) => plainName(variable.path.slice(group.length), group)))
}

/** A name without the suffix that it shares with its group: `latitude_pm` in `Retrieval_PM`. */
function plainName(name: string, group: string): string {
  const suffix = group.match(/_[a-z0-9]+$/i)?.[0].toLowerCase()
  return suffix !== undefined && name.toLowerCase().endsWith(suffix) ? name.slice(0, -suffix.length) : name
}
