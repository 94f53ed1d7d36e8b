import { once } from 'node:events'
import type { AccessKeys } from '../../api/access/keys.ts'
import type { buildApp } from '../../api/app.ts'
import { withLinks } from '../../catalog/description/linked-store.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Store } from '../../catalog/store.ts'
import type { UsageLog } from '../../catalog/usage/usage.ts'
import type { FederationConfiguration } from '../../federation/configuration.ts'
import { openFederation } from '../../federation/open.ts'
import { interruption } from '../interruption.ts'
import { print, say } from '../output/print.ts'
import type { Settings } from './settings.ts'

type App = Awaited<ReturnType<typeof buildApp>>

export interface Service {
  settings: Settings
  /** What lets clients write. */
  keys: AccessKeys | undefined
  federation: FederationConfiguration | undefined
  /** Opens the statistics of use, where the settings ask for them. */
  openStatistics: () => Promise<UsageLog>
}

/**
 * Serves until the process is asked to end; then takes no more requests, and answers those it has.
 *
 * @param welcome what to print, given the address
 */
export async function serve(
  store: Store,
  service: Service,
  welcome: (root: string) => string,
): Promise<void> {
  const { host = 'localhost', port = 8080, metricsPort } = service.settings
  const { app, figures, recorder } = await build(store, service)
  const { signal, end } = interruption(
    'stopping: requests under way are answered first; once more to stop at once',
  )
  try {
    await listen(app, host, port, '--port')
    if (figures) await listen(figures, host, metricsPort!, '--metrics-port')
    const bound = app.server.address()
    await print(welcome(`http://${urlHost(host)}:${typeof bound === 'object' && bound ? bound.port : port}`))
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    await Promise.all([app.close(), figures?.close()])
    await recorder?.close()
    end()
  }
}

async function build(store: Store, { settings, keys, federation, openStatistics }: Service) {
  // Loaded when it is needed: the other commands start twice as fast without it.
  const { buildApp } = await import('../../api/app.ts')
  const { buildMetricsApp, newMetrics } = await import('../../api/operation/metrics.ts')
  const { createRecorder } = await import('../../api/usage/recorder.ts')
  const linked = withLinks(store)
  const { statistics: days } = settings
  const recorder =
    days === undefined ? undefined : createRecorder(openStatistics, { days, tell: tellFailure })
  const metrics = settings.metricsPort === undefined ? undefined : newMetrics(linked)
  const {
    baseUrl,
    trustedProxies,
    requestsPerSecond: perSecond,
    logLevel: level = 'error',
    readOnly = false,
  } = settings
  const app = await buildApp(linked, {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(keys && { keys }),
    ...(keys && !readOnly && { writing: { keys, store } }),
    ...(federation && { federation: (own) => openFederation(federation, own) }),
    ...(metrics && { metrics }),
    usage: {
      ...(recorder && { recorder }),
      needsKey: settings.statisticsFor === 'keys',
      downloads: settings.downloads ?? false,
    },
    ...(trustedProxies && { trustedProxies }),
    ...(perSecond !== undefined && {
      rateLimit: { perSecond, burst: settings.burst ?? Math.max(1, Math.ceil(10 * perSecond)) },
    }),
    timeLimits: { answer: settings.timeLimit ?? 60, stream: settings.streamTimeLimit ?? 3600 },
    logger: { level, stream: process.stderr },
  })
  return { app, recorder, figures: metrics && buildMetricsApp(metrics.registry) }
}

function tellFailure(message: string, error?: unknown): void {
  say(error instanceof Error ? `${message}: ${error.message}` : message)
}

async function listen(app: App, host: string, port: number, option: string): Promise<void> {
  await app.listen({ host, port }).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'EADDRINUSE'
      ? new InvalidQueryError(option, `${port} is in use: stop what uses it, or choose another port`, {
          cause,
        })
      : new InvalidQueryError('--host', `cannot listen on ${host}:${port} (${cause.message})`, { cause })
  })
}

/** An IPv6 address stands in brackets; one that means every address is reached here as localhost. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
