import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import type { ApiContext } from '../context.ts'
import { crossoverRoutes } from '../crossovers/routes.ts'
import { answerProblems, writeProblemJson } from '../errors.ts'
import { matchupRoutes } from '../matchups/routes.ts'
import { predictionRoutes } from '../predictions/routes.ts'
import { aggregationRoutes } from './aggregation/routes.ts'
import { browseRoutes } from './browse/routes.ts'
import { collectionRoutes } from './collections/routes.ts'
import { conformanceOf } from './conformance.ts'
import type { StacContext } from './context.ts'
import { describeRoutes } from './description/openapi.ts'
import { compileValidator } from './description/validate.ts'
import { itemRoutes } from './items/routes.ts'
import { landingRoutes } from './landing/routes.ts'
import { stacUrls } from './links.ts'
import { queryablesRoutes } from './queryables/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { transactionRoutes } from './transaction/routes.ts'

/** The STAC API (1.0.0) below this prefix. */
export async function stacRoutes(
  scope: FastifyInstance,
  { store, baseUrl, methodsAt, writing }: ApiContext,
): Promise<void> {
  const app = scope.withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  answerProblems(app, writeProblemJson, methodsAt)
  await describeRoutes(app)

  const context: StacContext = {
    store,
    urlsOf: (request) => stacUrls(baseUrl(request)),
    addressOf: (request) => `${baseUrl(request)}${request.originalUrl}`,
    conformsTo: conformanceOf({
      transactions: writing !== undefined,
      capabilities: store.capabilities,
    }),
  }
  landingRoutes(app, context)
  collectionRoutes(app, context)
  itemRoutes(app, context)
  searchRoutes(app, context)
  queryablesRoutes(app, context)
  if (store.capabilities.aggregation) aggregationRoutes(app, context)
  browseRoutes(app, context)
  crossoverRoutes(app, context)
  matchupRoutes(app, context)
  predictionRoutes(app, context)
  if (writing) transactionRoutes(app, context, writing)
}
