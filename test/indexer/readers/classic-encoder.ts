import type { AttributeValue } from '../../../indexer/readers/dataset.ts'

/** External types of NetCDF classic by number, with their widths; the last five are CDF-5's. */
const types = {
  int8: [1, 1],
  text: [2, 1],
  int16: [3, 2],
  int32: [4, 4],
  float32: [5, 4],
  float64: [6, 8],
  uint8: [7, 1],
  uint16: [8, 2],
  uint32: [9, 4],
  int64: [10, 8],
  uint64: [11, 8],
} as const

export interface ClassicDraft {
  version: 1 | 2 | 5
  /** Size 0 marks the record dimension. */
  dimensions: Record<string, number>
  records?: number
  attributes?: Record<string, AttributeValue>
  variables: Record<
    string,
    {
      type: keyof typeof types
      dimensions: string[]
      data: number[] | string
      attributes?: Record<string, AttributeValue>
    }
  >
}

/** Writes NetCDF classic by the grammar of its specification, records and all. */
export function encodeClassic({
  version,
  dimensions,
  records = 0,
  attributes = {},
  variables,
}: ClassicDraft): Buffer {
  const int32 = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const int64 = (value: number) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64BE(BigInt(value))
    return bytes
  }
  const count = version === 5 ? int64 : int32
  const offset = version === 1 ? int32 : int64
  const pad = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
  const name = (text: string) => Buffer.concat([count(Buffer.byteLength(text)), pad(Buffer.from(text))])
  const list = (tag: number, members: Buffer[]) =>
    members.length === 0
      ? Buffer.concat([int32(0), count(0)])
      : Buffer.concat([int32(tag), count(members.length), ...members])
  const attributeList = (given: Record<string, AttributeValue>) =>
    list(
      12,
      Object.entries(given).map(([key, value]) => {
        const type = typeof value === 'string' ? 'text' : 'float64'
        const bytes =
          typeof value === 'string' ? Buffer.from(value) : encode('float64', [value].flat() as number[])
        return Buffer.concat([
          name(key),
          int32(types[type][0]),
          count(bytes.length / types[type][1]),
          pad(bytes),
        ])
      }),
    )

  const names = Object.keys(dimensions)
  const drafts = Object.entries(variables)
  const isRecord = (v: { dimensions: string[] }) =>
    v.dimensions[0] !== undefined && dimensions[v.dimensions[0]] === 0
  const perRecord = (v: (typeof drafts)[number][1]) =>
    v.dimensions
      .slice(isRecord(v) ? 1 : 0)
      .reduce<number>((product, d) => product * dimensions[d]!, types[v.type][1])
  const alone = drafts.filter(([, v]) => isRecord(v)).length === 1
  const padded = (bytes: number) => Math.ceil(bytes / 4) * 4

  const header = (begins: number[]) =>
    Buffer.concat([
      Buffer.from([0x43, 0x44, 0x46, version]),
      count(records),
      list(
        10,
        names.map((d) => Buffer.concat([name(d), count(dimensions[d]!)])),
      ),
      attributeList(attributes),
      list(
        11,
        drafts.map(([key, v], i) =>
          Buffer.concat([
            name(key),
            count(v.dimensions.length),
            ...v.dimensions.map((d) => count(names.indexOf(d))),
            attributeList(v.attributes ?? {}),
            int32(types[v.type][0]),
            count(padded(perRecord(v))),
            offset(begins[i]!),
          ]),
        ),
      ),
    ])

  let at = header(drafts.map(() => 0)).length
  const begins: number[] = new Array(drafts.length).fill(0)
  const place = (record: boolean) => {
    for (const [i, [, v]] of drafts.entries()) {
      if (isRecord(v) !== record) continue
      begins[i] = at
      at += record && alone ? perRecord(v) : padded(perRecord(v))
    }
  }
  place(false)
  place(true)
  const parts: Buffer[] = [header(begins)]
  for (const [, v] of drafts) if (!isRecord(v)) parts.push(pad(encode(v.type, v.data)))
  for (let record = 0; record < records; record++) {
    for (const [, v] of drafts) {
      if (!isRecord(v)) continue
      const bytes = encode(v.type, v.data).subarray(record * perRecord(v), (record + 1) * perRecord(v))
      parts.push(alone ? bytes : pad(bytes))
    }
  }
  return Buffer.concat(parts)
}

function encode(type: keyof typeof types, data: number[] | string): Buffer {
  if (typeof data === 'string') return Buffer.from(data)
  const width = types[type][1]
  const bytes = Buffer.alloc(data.length * width)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (const [i, value] of data.entries()) {
    if (type === 'float32') view.setFloat32(i * width, value)
    else if (type === 'float64') view.setFloat64(i * width, value)
    else if (width === 8) view.setBigInt64(i * width, BigInt(value))
    else if (width === 4) view.setInt32(i * width, value)
    else if (width === 2) view.setInt16(i * width, value)
    else view.setInt8(i, type === 'uint8' ? (value << 24) >> 24 : value)
  }
  return bytes
}
