import { Builder } from './build.ts'
import { kindOf, operatorNamed } from './signatures.ts'
import {
  type Condition,
  geometryTypes,
  type IntervalSide,
  type Node,
  type Operand,
  type PropertyName,
} from './tree.ts'

type Fields = Record<string, unknown>

/**
 * A filter in the JSON encoding of CQL2 (OGC 21-065r2 annex C), as a tree; the value is what `JSON.parse` gives.
 *
 * @throws InvalidQueryError with what was expected and where, as a JSON pointer
 */
export function parseCql2Json(value: unknown, parameter = 'filter'): Condition {
  const build = new Builder(parameter)
  const node = new JsonReader(build).read(value, '', 0)
  const kind = kindOf(node)
  if (kind !== 'a condition' && kind !== 'true or false' && kind !== 'a function') {
    build.fail(`expected a condition, found only ${kind}`, place(''))
  }
  return node as Condition
}

/** The tree in the JSON encoding. */
export function toCql2Json(node: Condition | Operand): unknown {
  if (typeof node !== 'object') return node
  if (Array.isArray(node)) return node.map(toCql2Json)
  if ('call' in node) return { op: node.call, args: node.args.map(toCql2Json) }
  if ('op' in node) return { op: node.op, args: node.args.map(toCql2Json) }
  if ('interval' in node) return { interval: node.interval.map(toCql2Json) }
  return structuredClone(node)
}

class JsonReader {
  readonly #build: Builder

  constructor(build: Builder) {
    this.#build = build
  }

  read(value: unknown, path: string, depth: number): Node {
    this.#build.checkDepth(depth, place(path))
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') {
      this.#build.count(place(path))
      return value
    }
    if (Array.isArray(value)) {
      const items = value.map((item, i) => this.read(item, `${path}/${i}`, depth + 1) as Operand)
      return this.#build.list(items, place(path))
    }
    if (typeof value !== 'object' || value === null) return this.#refuse(value, path)
    const fields = value as Fields
    if ('op' in fields) return this.#operation(fields, path, depth)
    if (typeof fields.property === 'string') return this.#property(fields.property, path)
    if (typeof fields.date === 'string') return this.#build.instant('date', fields.date, place(path))
    if (typeof fields.timestamp === 'string') {
      return this.#build.instant('timestamp', fields.timestamp, place(path))
    }
    if ('interval' in fields) return this.#interval(fields.interval, path, depth)
    if (typeof fields.type === 'string') return this.#geometry(fields, path)
    if (Array.isArray(fields.bbox)) return this.#build.box(fields.bbox, place(path))
    return this.#refuse(value, path)
  }

  #operation({ op, args }: Fields, path: string, depth: number): Node {
    if (typeof op !== 'string' || op === '') return this.#build.fail('op is no name', place(`${path}/op`))
    if (!Array.isArray(args)) return this.#build.fail(`${op} has no list of args`, place(`${path}/args`))
    const written = op === 'between' && args.length === 2 && Array.isArray(args[1]) ? args.flat() : args
    const read = written.map((arg, i) => this.read(arg, `${path}/args/${i}`, depth + 1))
    const known = operatorNamed(op)
    return known ? this.#build.operation(known, read, place(path)) : this.#build.call(op, read, place(path))
  }

  #property(property: string, path: string): PropertyName {
    this.#build.count(place(path))
    return { property }
  }

  #interval(sides: unknown, path: string, depth: number): Node {
    const read = (Array.isArray(sides) ? sides : []).map((side, i): IntervalSide => {
      const node = this.read(side, `${path}/interval/${i}`, depth + 1)
      if (typeof node === 'string') return node
      if (typeof node === 'object' && ('property' in node || 'call' in node)) return node
      return this.#build.fail(
        'expected a date, a timestamp, ".." or a property',
        place(`${path}/interval/${i}`),
      )
    })
    const [start, end] = read
    if (read.length !== 2) this.#build.fail('an interval has two sides', place(path))
    return this.#build.interval([start!, end!], place(path))
  }

  #geometry(fields: Fields, path: string): Node {
    const types: readonly unknown[] = [...geometryTypes, 'GeometryCollection']
    if (!types.includes(fields.type)) this.#build.fail(`"${fields.type}" is no type of geometry`, place(path))
    const { type, coordinates, geometries } = fields
    return this.#build.geometry(
      type === 'GeometryCollection' ? { type, geometries } : { type, coordinates },
      place(path),
    )
  }

  #refuse(value: unknown, path: string): never {
    const found =
      value === null ? 'null' : `an object with ${Object.keys(value as object).join(', ') || 'nothing'}`
    return this.#build.fail(`expected an operator, a property or a value, found ${found}`, place(path))
  }
}

function place(path: string): string {
  return path === '' ? 'the top' : path
}
