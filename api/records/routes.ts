import type { FastifyInstance } from 'fastify'
import pLimit from 'p-limit'
import { NotFoundError } from '../../catalog/errors.ts'
import type { ApiContext } from '../context.ts'
import { answerErrors, writeProblemJson } from '../errors.ts'
import { asPage } from '../page-policy.ts'
import { sendElsewhere } from '../pages/negotiate.ts'
import { writeProblemPage } from '../pages/problem.ts'
import { readerOf } from '../pages/reader.ts'
import { readWhole } from '../read-whole.ts'
import { sendJson } from '../send.ts'
import { dcatCatalog, dcatRecord } from './dcat.ts'
import { isoRecord } from './iso/metadata.ts'
import { completeCollection, type KnownCollection, knowCollection } from './knowledge.ts'
import { recordsPage } from './list.ts'
import { robots } from './robots.ts'
import { schemaOrgRecord } from './schema-org.ts'
import { siteOf } from './site.ts'
import { sitemapOf } from './sitemap.ts'
import { catalogRecordUrl, forms, isoType, jsonLd, type RecordForm, recordForms } from './urls.ts'

/** Collections whose granules are asked at a time. */
const atOnce = 8

/** Of a collection in a sitemap. */
const mostGranules = 100_000

interface SitemapQuery {
  granules?: string
  part?: string
}

const writers: Record<RecordForm, (known: KnownCollection, base: string) => string | object> = {
  iso: isoRecord,
  dcat: dcatRecord,
  schemaOrg: schemaOrgRecord,
}

/** Registers metadata records of collections, their list, and what leads harvesters and search engines there. */
export async function recordRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  await app.register(listRoutes, context)
  await app.register(fileRoutes, context)
}

async function listRoutes(app: FastifyInstance, { store, baseUrl }: ApiContext): Promise<void> {
  answerErrors(app, writeProblemPage(baseUrl))
  app.get('/records', async (request, reply) => {
    const reader = readerOf(request, reply, baseUrl)
    const catalog = { href: catalogRecordUrl(reader.base), type: jsonLd, title: recordForms.dcat.title }
    if (sendElsewhere(request, reply, [catalog])) return reply
    return asPage(reply).send(recordsPage(await store.collections(), reader))
  })
}

async function fileRoutes(app: FastifyInstance, { store, baseUrl }: ApiContext): Promise<void> {
  answerErrors(app, writeProblemJson)

  app.get('/records.jsonld', async (request, reply) => {
    const limited = pLimit(atOnce)
    const collections = await store.collections()
    const known = await Promise.all(collections.map((one) => limited(() => completeCollection(store, one))))
    return sendJson(reply, jsonLd, dcatCatalog(known, baseUrl(request)))
  })

  app.get<{ Params: { file: string } }>('/records/:file', async (request, reply) => {
    const { file } = request.params
    const form = forms.find((one) => file.endsWith(recordForms[one].ending))
    if (form === undefined) throw new NotFoundError(`no record ${file}: see /records`)
    const known = await knowCollection(store, file.slice(0, -recordForms[form].ending.length))
    const record = writers[form](known, baseUrl(request))
    if (typeof record !== 'string') return sendJson(reply, recordForms[form].type, record)
    return reply.type(`${isoType}; charset=utf-8`).send(record)
  })

  app.get<{ Querystring: SitemapQuery }>('/sitemap.xml', async (request, reply) => {
    const base = baseUrl(request)
    const granules = readWhole(request.query.granules ?? '0', 'granules', 0, mostGranules)
    const site = await siteOf(store, base, granules)
    const self = `${base}/sitemap.xml?granules=${granules}`
    return reply.type(`${isoType}; charset=utf-8`).send(await sitemapOf(site, self, request.query.part))
  })

  app.get('/robots.txt', async (request, reply) =>
    reply.type('text/plain; charset=utf-8').send(robots(baseUrl(request))),
  )
}
