/** A variable of a file that has one value for each record; text of a fixed number of bytes. */
export interface RecordVariable {
  name: string
  type: 'char' | 'int' | 'double'
  /** Bytes of a text. */
  length?: number
  attributes: Record<string, string | number>
}

export interface RecordFile {
  header: Buffer
  /** The bytes of one record: a value for each variable, undefined where there is none. */
  encode(values: readonly (string | number | undefined)[]): Buffer
}

/** What NetCDF takes for a missing value of these types (NC_FILL_INT, NC_FILL_DOUBLE). */
const missing = { int: -2147483647, double: 9.969209968386869e36 }

const tags = { dimension: 10, variable: 11, attribute: 12 } as const
const types = { char: 2, int: 4, double: 6 } as const

/**
 * A NetCDF classic file (64-bit offset format, OGC 11-165r3 and the NetCDF Classic Format Specification) of records along one
 * unlimited dimension, so that it is written from its beginning to its end.
 */
export function recordFile(
  dimension: string,
  variables: readonly RecordVariable[],
  records: number,
  attributes: Record<string, string | number>,
): RecordFile {
  const texts = variables.filter(({ type }) => type === 'char')
  const sizes = variables.map(({ type, length = 1 }) =>
    type === 'double' ? 8 : type === 'int' ? 4 : 4 * Math.ceil(length / 4),
  )
  const recordSize = sizes.reduce((sum, size) => sum + size, 0)
  const dimensions = [
    Buffer.concat([name(dimension), int(0)]),
    ...texts.map((text) => Buffer.concat([name(`${text.name}_length`), int(text.length ?? 1)])),
  ]
  const header = (start: number) => {
    let begin = start
    const members = variables.map((variable, i) => {
      const own = variable.type === 'char' ? [1 + texts.indexOf(variable)] : []
      const member = Buffer.concat([
        name(variable.name),
        int(1 + own.length),
        int(0),
        ...own.map(int),
        attributeList(variable),
        int(types[variable.type]),
        int(sizes[i]!),
        long(begin),
      ])
      begin += sizes[i]!
      return member
    })
    return Buffer.concat([
      Buffer.from('CDF\x02', 'latin1'),
      int(records),
      list(tags.dimension, dimensions),
      attributeList({ attributes }),
      list(tags.variable, members),
    ])
  }
  return {
    header: header(header(0).length),
    encode(values) {
      const bytes = Buffer.alloc(recordSize)
      let at = 0
      variables.forEach(({ type }, i) => {
        const value = values[i]
        if (type === 'char') bytes.write(String(value ?? ''), at, sizes[i]!, 'utf8')
        else if (type === 'int') bytes.writeInt32BE((value as number | undefined) ?? missing.int, at)
        else bytes.writeDoubleBE((value as number | undefined) ?? missing.double, at)
        at += sizes[i]!
      })
      return bytes
    },
  }
}

function attributeList({
  type,
  attributes,
}: {
  type?: RecordVariable['type']
  attributes: Record<string, string | number>
}): Buffer {
  const members = Object.entries(attributes).map(([key, value]) => {
    if (typeof value === 'number') return Buffer.concat([name(key), int(types.double), int(1), double(value)])
    const text = Buffer.from(value, 'utf8')
    return Buffer.concat([name(key), int(types.char), int(text.length), padded(text)])
  })
  if (type === 'int')
    members.push(Buffer.concat([name('_FillValue'), int(types.int), int(1), int(missing.int)]))
  if (type === 'double') {
    members.push(Buffer.concat([name('_FillValue'), int(types.double), int(1), double(missing.double)]))
  }
  return list(tags.attribute, members)
}

function list(tag: number, members: Buffer[]): Buffer {
  return members.length === 0 ? Buffer.alloc(8) : Buffer.concat([int(tag), int(members.length), ...members])
}

function name(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  return Buffer.concat([int(bytes.length), padded(bytes)])
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(value))
  return bytes
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes
}
