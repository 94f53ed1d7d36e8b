import { type Problem, type ProblemWriter, writeProblemJson } from '../errors.ts'
import { declareNamespaces } from './namespaces.ts'
import { attributes, element } from './xml.ts'

/** Codes of OWS Common (OGC 06-121r9 clause 8; NotFound as in WFS 2, OGC 09-025r2) by status. */
const codes = new Map([
  [400, 'InvalidParameterValue'],
  [404, 'NotFound'],
  [501, 'OptionNotSupported'],
])

/**
 * Errors as OpenSearch clients of the Earth observation community know them from OGC's services: the status says what
 * kind, an OWS exception report names the parameter and the reason.
 */
export const writeExceptionReport: ProblemWriter = (problem, _request, reply) =>
  reply.type('application/xml; charset=utf-8').send(exceptionReport(problem))

function exceptionReport({ status, detail, parameter }: Problem): string {
  const values = { exceptionCode: codes.get(status) ?? 'NoApplicableCode', locator: parameter }
  return `<?xml version="1.0" encoding="UTF-8"?>
<ExceptionReport${declareNamespaces('ows')} version="1.1.0" xml:lang="en">
<Exception${attributes(values)}>${element('ExceptionText', detail)}</Exception>
</ExceptionReport>
`
}

/** In the format that was asked for: JSON where that is GeoJSON, else XML. */
export const writeProblem: ProblemWriter = (problem, request, reply) =>
  /\.geojson(\?|$)/.test(request.url)
    ? writeProblemJson(problem, request, reply)
    : writeExceptionReport(problem, request, reply)
