import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { bareCollection } from '../../catalog/bare-collection.ts'
import { openElasticsearchStore } from '../../catalog/elasticsearch/store.ts'
import { readItem } from '../../catalog/stac/item.ts'
import { oceanid, oceanidApart, start } from '../cli/run.ts'
import { startNode, type TestNode } from '../elasticsearch/node.ts'
import { seeded } from '../seeded.ts'
import { inspectFiles, inspectItems, itemFaults, type Searched, searchOn } from './inspect-node.ts'
import { makeArchive } from './kill-indexing.ts'
import { itemName, writeParts } from './moving-items.ts'

const commands = ['import', 'load', 'index', 'export'] as const
type Command = (typeof commands)[number]

/** When kills came: before anything was acknowledged, before all was, after; and how many runs came to their end all the same. */
interface Landed {
  before: number
  within: number
  after: number
  completed: number
}

export interface NodeKilled {
  kills: Record<Command, Landed>
  acknowledged: number
  searched: Searched
  faults: string[]
}

interface Sizes {
  /** In the archive that is indexed. */
  files: number
  /** In the parts that are imported, each time with other times and places. */
  items: number
}

/**
 * Kills an Elasticsearch node at random moments of `import`, `import --bulk-load`, `index` and `export` in turn, with searches all the
 * while, and starts it again on its data. Looks each time whether what was acknowledged is there once and whole, none half; and after two
 * kills whether the same command then completes and leaves exactly what it should.
 */
export async function killNode(
  kills: number,
  seed: number,
  { files, items }: Sizes,
  tell: (line: string) => void,
): Promise<NodeKilled> {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-node-kills-'))
  const node = await startNode()
  const random = seeded(seed)
  const none = () => ({ before: 0, within: 0, after: 0, completed: 0 })
  const result: NodeKilled = {
    kills: { import: none(), load: none(), index: none(), export: none() },
    acknowledged: 0,
    searched: { answered: 0, away: 0 },
    faults: [],
  }
  const names = Array.from({ length: items }, (_, i) => itemName(i))
  const generations = { import: 0, load: 0 }
  const span: Record<Command, number> = { import: 0, load: 0, index: 0, export: 0 }
  const target = join(folder, 'out.ndjson')
  let archives = 0
  const urlOf = (command: Command) =>
    `${node.url}/${{ import: 'import', export: 'import', load: 'load', index: `index-${archives}` }[command]}`
  let parts = new Map<string, string[]>()
  const argumentsOf = (command: Command): string[] => {
    const catalog = ['--catalog', urlOf(command)]
    if (command === 'index') return ['index', join(folder, 'archive'), '--json', '--jobs', '1', ...catalog]
    if (command === 'export') return ['export', '--output', target, ...catalog]
    return ['import', ...parts.keys(), '--json', ...(command === 'load' ? ['--bulk-load'] : []), ...catalog]
  }
  /** Something new for a command to do. */
  const prepare = (command: Command) => {
    if (command === 'index') archives++
    else if (command !== 'export') parts = writeParts(folder, items, ++generations[command])
    rmSync(target, { force: true })
  }
  const complete = async (command: Command): Promise<string[]> => {
    const ran = await oceanid(argumentsOf(command))
    const found = ran.code === 0 ? [] : [`run again it ended with ${ran.code}: ${ran.stderr}`]
    return [...found, ...(await inspect(command, new Set(), true))]
  }
  const inspect = async (command: Command, told: Set<string>, isComplete: boolean) => {
    await refresh(node)
    if (command === 'index') return inspectFiles(urlOf(command), files, told, isComplete)
    const generation = generations[command === 'load' ? 'load' : 'import']
    if (command !== 'export') return inspectItems(urlOf(command), names, generation, told, isComplete)
    if (!existsSync(target)) return isComplete ? ['the export left no file'] : []
    const lines = readFileSync(target, 'utf8').trimEnd().split('\n')
    const granules = lines.map((line) => readItem(JSON.parse(line)))
    return itemFaults(granules, names, generation, new Set(names), true)
  }

  try {
    makeArchive(folder, files)
    const began = performance.now()
    await oceanidApart(['--version'])
    const startup = performance.now() - began
    for (const command of commands) {
      prepare(command)
      if (command === 'import' || command === 'load') {
        const store = await openElasticsearchStore(urlOf(command))
        await store.putCollection({ ...bareCollection('sst'), partition: 'year' })
        await store.close()
      }
      const began = performance.now()
      const { code, stderr } = await oceanidApart(argumentsOf(command))
      if (code !== 0) throw new Error(stderr)
      span[command] = performance.now() - began - startup
      result.faults.push(...(await inspect(command, new Set(), true)))
    }
    let told = new Set<string>()
    let isOpen = false
    for (let kill = 0; kill < kills; kill++) {
      const command = commands[Math.floor(kill / 2) % commands.length]!
      if (!isOpen) {
        prepare(command)
        told = new Set()
      }
      const stop = new AbortController()
      const isImport = command === 'import'
      const generation = isImport ? generations.import : generations.import + 1
      const asked = searchOn(urlOf('import'), names, generation, isImport ? told : new Set(), stop.signal)
      // Half of the kills wait until something is acknowledged, which in the beginning takes long.
      const isLate = command !== 'export' && random() < 0.5
      const milliseconds = isLate ? span[command] * random() : 0.8 * startup + span[command] * random()
      const ran = await runAndKill(node, argumentsOf(command), parts, told, {
        isLate,
        milliseconds,
        away: 2000 * random(),
      })
      stop.abort()
      const { faults, ...searched } = await asked
      result.searched.answered += searched.answered
      result.searched.away += searched.away
      result.acknowledged += told.size
      result.kills[command][ran.landed]++
      if (ran.code === 0) result.kills[command].completed++
      const found = [...faults, ...speechFaults(ran), ...(await inspect(command, told, ran.code === 0))]
      isOpen = ran.code !== 0
      if (isOpen && kill % 2 === 1) {
        found.push(...(await complete(command)))
        isOpen = false
      }
      const line = `kill ${kill + 1}, ${ran.landed}, of ${command}`
      const end = ran.code === 0 ? 'came to its end' : 'said that the node is away'
      tell(
        `${line}: ${end}, ${told.size} acknowledged, ${searched.answered} searches, ${found.length} faults`,
      )
      result.faults.push(...found.slice(0, 20).map((fault) => `${line}: ${fault}`))
    }
  } finally {
    await node.close()
    rmSync(folder, { recursive: true })
  }
  return result
}

interface Ended {
  landed: 'before' | 'within' | 'after'
  code: number | null
  stderr: string
}

async function runAndKill(
  node: TestNode,
  args: string[],
  parts: Map<string, string[]>,
  told: Set<string>,
  { isLate, milliseconds, away }: { isLate: boolean; milliseconds: number; away: number },
): Promise<Ended> {
  let events = 0
  const child = start(args)
  const closed = once(child, 'close')
  const stderr = text(child.stderr!)
  createInterface(child.stdout!).on('line', (line) => {
    const { event, id, file } = JSON.parse(line) as { event?: string; id?: string; file?: string }
    const names = event === 'granule' ? [id!] : event === 'file' ? parts.get(file!)! : []
    if (names.length > 0) events++
    for (const name of names) told.add(name)
  })
  while (isLate && events === 0 && child.exitCode === null) await sleep(5)
  await Promise.race([sleep(milliseconds), closed])
  const landed = child.exitCode !== null ? 'after' : events > 0 ? 'within' : 'before'
  await node.kill()
  await sleep(away)
  await node.start()
  await closed
  return { landed, code: child.exitCode, stderr: await stderr }
}

/** It says what is wrong as people are told. */
function speechFaults({ code, stderr }: Ended): string[] {
  if (code === 0) return []
  const isTold = code === 2 && /Elasticsearch at/.test(stderr) && !/\n\s+at /.test(stderr)
  return isTold ? [] : [`ended with ${code}: ${stderr}`]
}

/** Makes what a killed load has written searchable, as the next load would. */
async function refresh({ url }: TestNode): Promise<void> {
  await fetch(`${url}/_refresh`, { method: 'POST' })
}
