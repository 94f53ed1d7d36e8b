import type { SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { StacItem } from 'stac-ts'
import type { Column } from './columns.ts'

/** GeoParquet 1.1: where the shapes are, and that edges are straight in longitude and latitude. */
const geo = {
  version: '1.1.0',
  primary_column: 'geometry',
  columns: {
    geometry: {
      encoding: 'WKB',
      geometry_types: [],
      edges: 'planar',
      covering: {
        bbox: {
          xmin: ['bbox', 'xmin'],
          ymin: ['bbox', 'ymin'],
          xmax: ['bbox', 'xmax'],
          ymax: ['bbox', 'ymax'],
        },
      },
    },
  },
}

/** Items as a Parquet file, a row group a piece; what is written goes out at once. */
export async function* writeParquet(
  pieces: AsyncIterable<StacItem[]>,
  columns: Column[],
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter()
  const taken = () => {
    const chunk = bytes.getBytes().slice()
    bytes.index = 0
    return chunk
  }
  const file = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(columns),
    createdBy: 'Oceanid',
    kvMetadata: [
      { key: 'geo', value: JSON.stringify(geo) },
      { key: 'stac-geoparquet', value: JSON.stringify({ version: '1.1.0' }) },
    ],
  })
  for await (const items of pieces) {
    if (items.length === 0) continue
    const columnData = columns.map(({ name, of }) => ({ name, data: items.map(of) }))
    file.write({ columnData, rowGroupSize: items.length })
    yield taken()
  }
  file.finish()
  yield taken()
}

function schemaOf(columns: Column[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(elementsOf)]
}

function elementsOf({ name, type, nullable }: Column): SchemaElement[] {
  const repetition_type = nullable ? 'OPTIONAL' : 'REQUIRED'
  switch (type) {
    case 'BOX':
      return [
        { name, repetition_type, num_children: 4 },
        ...['xmin', 'ymin', 'xmax', 'ymax'].map(
          (edge): SchemaElement => ({ name: edge, type: 'DOUBLE', repetition_type: 'REQUIRED' }),
        ),
      ]
    case 'TEXTS':
      return [
        { name, repetition_type, num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      ]
    case 'STRING':
      return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }]
    case 'JSON':
      return [{ name, type: 'BYTE_ARRAY', converted_type: 'JSON', repetition_type }]
    case 'TIMESTAMP':
      return [
        {
          name,
          type: 'INT64',
          repetition_type,
          converted_type: 'TIMESTAMP_MILLIS',
          logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
        },
      ]
    default:
      return [{ name, type: type as 'DOUBLE' | 'BOOLEAN' | 'BYTE_ARRAY', repetition_type }]
  }
}
