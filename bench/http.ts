/**
 * Measures `POST /stac/search` over the synthetic granules: requests a second over 8 connections, against the same
 * server's answers that need no catalogue. `node bench/http.ts --help` tells how to call it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Position } from '../catalog/geometry/types.ts'
import { resource } from '../catalog/resource.ts'
import { loadHttp } from './http-load.ts'
import { type Question, questionClasses } from './questions.ts'

const usage = `node bench/http.ts DATABASE [--seconds N] [--connections N] [--limit N]

  DATABASE       a catalogue that bench/catalog.ts --database FILE left
  --seconds      of load for each class, 8
  --connections  at once, 8
  --limit        items on a page, 10`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '8' },
    limit: { type: 'string', default: '10' },
  },
})
const database = positionals[0]
if (options.help || database === undefined) {
  console.log(usage)
  process.exit(options.help ? 0 : 2)
}

const load = { connections: Number(options.connections), seconds: Number(options.seconds) }
const limit = Number(options.limit)

const { server, base } = await serve(database)
try {
  const ceiling = await loadHttp({ ...load, url: `${base}/stac/search`, bodies: ['{"ids":[]}'] })
  console.log(
    `${load.connections} connections, ${load.seconds} s a class, at most ${limit} items a page, Node ${process.version}
ceiling: a search for no ids at all, ${Math.round(ceiling.requestsPerSecond)} requests/s

| question | bytes an answer | requests/s | p50 ms | p95 ms | share of the ceiling |
|---|---|---|---|---|---|`,
  )
  for (const [name, draw] of Object.entries(questionClasses(2))) {
    const questions = Array.from({ length: 300 }, draw)
    if (questions.some(({ query, page }) => query.where || page)) continue
    const bodies = questions.map((question) => JSON.stringify(searchBody(question)))
    const bytes = await meanSize(`${base}/stac/search`, bodies.slice(0, 20))
    const result = await loadHttp({ ...load, url: `${base}/stac/search`, bodies })
    if (result.failed > 0) throw new Error(`${name}: ${result.failed} requests failed`)
    const share = (100 * result.requestsPerSecond) / ceiling.requestsPerSecond
    console.log(
      `| ${[name, Math.round(bytes), Math.round(result.requestsPerSecond), result.p50.toFixed(2), result.p95.toFixed(2), `${share.toFixed(0)} %`].join(' | ')} |`,
    )
  }
} finally {
  server.kill('SIGTERM')
  await once(server, 'exit')
}

/** The command that users run, on a port that is free. */
async function serve(file: string) {
  const launcher = fileURLToPath(resource('bin/oceanid.js'))
  const server = spawn(process.execPath, [launcher, 'serve', '--port', '0', '--catalog', `sqlite:${file}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const text of server.stdout.setEncoding('utf8')) {
    const base = /http:\/\/\S+?(?=\/stac)/.exec(text as string)?.[0]
    if (base) return { server, base }
  }
  throw new Error('the server ended before it listened')
}

function searchBody({ query }: Question): object {
  const { area, period, collections } = query
  const corners = area?.type === 'Polygon' ? area.coordinates[0] : undefined
  const iso = (instant: number | undefined) =>
    instant === undefined ? '..' : new Date(instant).toISOString()
  return {
    limit,
    ...(collections && { collections }),
    ...(corners && { bbox: [...(corners[0] as Position), ...(corners[2] as Position)] }),
    ...(period && { datetime: `${iso(period.start)}/${iso(period.end)}` }),
  }
}

async function meanSize(url: string, bodies: string[]): Promise<number> {
  let sum = 0
  for (const body of bodies) {
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    if (!answer.ok) throw new Error(`${answer.status} for ${body}: ${await answer.text()}`)
    sum += (await answer.arrayBuffer()).byteLength
  }
  return sum / bodies.length
}
