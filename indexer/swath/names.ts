import type { Attributes, AttributeValue, Variable } from '../readers/dataset.ts'

/** An attribute whatever the case of its name; the first of the names that is there. */
function attributeOf(holder: { attributes: Attributes }, ...names: string[]): AttributeValue | undefined {
  const { attributes } = holder
  const present = attributes.names()
  for (const name of names) {
    const found = present.includes(name) ? name : present.find((candidate) => isSpelling(candidate, name))
    const value = found === undefined ? undefined : attributes.get(found)
    if (value !== undefined) return value
  }
  return undefined
}

/** Lengths first: they spare nearly every conversion. */
function isSpelling(candidate: string, name: string): boolean {
  return candidate.length === name.length && candidate.toLowerCase() === name.toLowerCase()
}

export function textOf(holder: { attributes: Attributes }, ...names: string[]): string | undefined {
  const value = attributeOf(holder, ...names)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

export function numbersOf(holder: { attributes: Attributes }, ...names: string[]): number[] {
  const value = attributeOf(holder, ...names)
  if (typeof value === 'number') return [value]
  if (typeof value === 'string') {
    const number = Number(value)
    return value.trim() !== '' && !Number.isNaN(number) ? [number] : []
  }
  return Array.isArray(value) ? value.filter((item) => typeof item === 'number') : []
}

export function unitsOf(variable: Variable): string {
  return (textOf(variable, 'units', 'unit') ?? '').toLowerCase()
}

export function standardNameOf(variable: Variable): string {
  // CF section 3.3: a modifier may follow the name.
  return (textOf(variable, 'standard_name') ?? '').split(/\s+/, 1)[0]!.toLowerCase()
}

/** The words of a name: `lat_20hz`, `latMean` and `Geodetic Latitude` in lower case, apart. */
export function wordsOf(name: string): readonly string[] {
  let words = known.get(name)
  if (words === undefined) {
    words = name
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter(Boolean)
    if (known.size >= mostKnown) known.clear()
    known.set(name, words)
  }
  return words
}

/** Words of names met before: the files of a collection have the same ones. */
const known = new Map<string, readonly string[]>()
const mostKnown = 10_000

export function isNumeric(variable: Variable): boolean {
  return variable.type !== 'text' && variable.type !== 'other'
}

/** Shape without the dimensions of size one. */
export function squeezed(shape: readonly number[]): readonly number[] {
  return shape.includes(1) ? shape.filter((size) => size !== 1) : shape
}

export function sizeOf(shape: number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}
