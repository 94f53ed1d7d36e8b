import { escapeXml } from '../../opensearch/xml.ts'
import type { KnownCollection } from '../knowledge.ts'
import { codeOf, identifierOf, nest, textOf } from './elements.ts'

const cfNames = 'https://cfconventions.org/standard-names.html'
const udunits = 'https://www.unidata.ucar.edu/software/udunits/'

/** What is measured: MD_CoverageDescription; nothing where no variable is known. */
export function contentOf({ measured, levels }: KnownCollection): string {
  if (measured.length === 0) return ''
  const attributes = measured.map(([name, { title, standardName, units }], i) => {
    const kind = units === undefined ? 'mrc:MD_RangeDimension' : 'mrc:MD_SampleDimension'
    return nest(
      `mrc:attribute ${kind}`,
      textOf('mrc:description', title),
      identifierOf('mrc:name', { code: name }),
      standardName === undefined ? '' : identifierOf('mrc:name', { code: standardName, codeSpace: cfNames }),
      units === undefined ? '' : unitOf(units, i),
    )
  })
  return nest(
    'mdb:contentInfo mrc:MD_CoverageDescription',
    '<mrc:attributeDescription><gco:RecordType>Measured variables</gco:RecordType></mrc:attributeDescription>',
    ...levels.slice(0, 1).map((level) => identifierOf('mrc:processingLevelCode', { code: level })),
    nest(
      'mrc:attributeGroup mrc:MD_AttributeGroup',
      codeOf('mrc:contentType', 'mrc:MD_CoverageContentTypeCode', 'physicalMeasurement'),
      ...attributes,
    ),
  )
}

function unitOf(units: string, number: number): string {
  return `<mrc:units><gml:UnitDefinition gml:id="unit-${number + 1}">
<gml:identifier codeSpace="${udunits}">${escapeXml(units)}</gml:identifier></gml:UnitDefinition></mrc:units>`
}
