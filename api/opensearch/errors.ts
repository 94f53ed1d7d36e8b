import { type Problem, type ProblemWriter, writeProblemJson } from '../errors.ts'
import { asPage } from '../page-policy.ts'
import { formatOfPath, negotiateFormat } from './formats.ts'
import { declareNamespaces } from './namespaces.ts'
import { pathOf } from './request.ts'
import { attributes, element, escapeXml } from './xml.ts'

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
const writeExceptionReport: ProblemWriter = (problem, _request, reply) =>
  reply.type('application/xml; charset=utf-8').send(exceptionReport(problem))

const writePage: ProblemWriter = (problem, _request, reply) => asPage(reply).send(problemPage(problem))

const writeText: ProblemWriter = ({ status, title, detail }, _request, reply) =>
  reply.type('text/plain; charset=utf-8').send(`${status} ${title}\n${detail}\n`)

const writers = { xml: writeExceptionReport, json: writeProblemJson, html: writePage, text: writeText }

/** In the manner of the format that was asked for. */
export const writeProblem: ProblemWriter = (problem, request, reply) =>
  writers[problemsOf(request)](problem, request, reply)

function problemsOf(request: Parameters<ProblemWriter>[1]): keyof typeof writers {
  const path = pathOf(request)
  const named = formatOfPath(path)
  if (named) return named.problems
  // What has another extension is XML: a description document.
  return /\.\w+$/.test(path) ? 'xml' : negotiateFormat(undefined, request.headers.accept).problems
}

function exceptionReport({ status, detail, parameter }: Problem): string {
  const values = { exceptionCode: codes.get(status) ?? 'NoApplicableCode', locator: parameter }
  return `<?xml version="1.0" encoding="UTF-8"?>
<ExceptionReport${declareNamespaces('ows')} version="1.1.0" xml:lang="en">
<Exception${attributes(values)}>${element('ExceptionText', detail)}</Exception>
</ExceptionReport>
`
}

function problemPage({ status, title, detail }: Problem): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${status} ${escapeXml(title)}</title></head>
<body><h1>${escapeXml(title)}</h1><p>${escapeXml(detail)}</p><p>Go back and change what was asked.</p></body>
</html>
`
}
