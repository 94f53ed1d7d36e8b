import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { InvalidQueryError, NotAuthorizedError } from '../../catalog/errors.ts'
import type { Store } from '../../catalog/store.ts'
import { cellSize } from '../../catalog/usage/grid.ts'
import { dayOf } from '../../catalog/usage/usage.ts'
import { hasKey } from '../access/viewer.ts'
import { sendJson } from '../send.ts'
import { cellLines, describeCell, useLines } from './lines.ts'
import type { Recorder } from './recorder.ts'

const day = (description: string) =>
  Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description }))

const StatisticsParameters = Type.Object({
  from: day('First day, in UTC; a month before the last without.'),
  to: day('Last day; today without.'),
  f: Type.Optional(Type.String({ enum: ['json', 'csv'], description: 'Form of the answer; json without.' })),
  of: Type.Optional(
    Type.String({
      enum: ['uses', 'cells'],
      description: 'What a CSV lists: uses by day, or cells searched.',
    }),
  ),
})

const month = 30 * 86_400_000

export interface StatisticsOptions {
  recorder: Recorder
  /** Whether they are for clients that show a key alone. */
  needsKey: boolean
}

/** `/stats`: what was searched and fetched, of the collections that who asks may see. */
export function statisticsRoute(
  scope: FastifyInstance,
  store: Store,
  { recorder, needsKey }: StatisticsOptions,
): void {
  const app = scope.withTypeProvider<TypeBoxTypeProvider>()
  app.get('/stats', { schema: { querystring: StatisticsParameters } }, async (request, reply) => {
    if (needsKey && !hasKey()) {
      throw new NotAuthorizedError('statistics need a key: send Authorization: Bearer KEY')
    }
    const { from, to } = readDays(request.query)
    const log = await recorder.flush()
    const access = await store.access()
    const isShown = ({ collection }: { collection?: string }) =>
      collection === undefined || access.open.includes(collection) || access.private.includes(collection)
    const uses = (await log.uses(from, to)).filter(isShown)
    const cells = (await log.cells(from, to)).filter(isShown)
    reply.header('cache-control', 'no-store')
    if (request.query.f === 'csv') {
      return sendCsv(reply, request.query.of === 'cells' ? cellLines(cells) : useLines(uses))
    }
    return sendJson(reply, 'application/json', {
      ...{ from, to, uses },
      cells: { size: cellSize, counts: cells.map(describeCell) },
    })
  })
}

function readDays({ from, to }: Static<typeof StatisticsParameters>): { from: string; to: string } {
  for (const [name, value] of Object.entries({ from, to })) {
    if (value !== undefined && Number.isNaN(Date.parse(value))) throw new InvalidQueryError(name, 'is no day')
  }
  const last = to ?? dayOf(Date.now())
  return { from: from ?? dayOf(Date.parse(last) - month), to: last }
}

function sendCsv(reply: FastifyReply, lines: string): FastifyReply {
  return reply.type('text/csv; charset=utf-8').send(lines)
}
