import type { estypes } from '@elastic/elasticsearch'
import type { Connection } from './connect.ts'
import { request } from './failure.ts'
import type { Names } from './names.ts'
import { once } from './once.ts'
import { type LoadSettings, readRegistry, removeRecord, writeRecord } from './registry.ts'

/** A large load: the indices that it writes to have no replicas and refresh nothing until it ends. */
export interface Load {
  begin(alias: string, collection: string): Promise<void>
  /** Gives every index its settings back and makes what was loaded searchable. */
  end(): Promise<void>
}

const duringLoad = { number_of_replicas: 0, auto_expand_replicas: 'false', refresh_interval: '-1' } as const

/**
 * The settings as they were are written down in the catalogue first. So a load that was killed loses nothing: the next one,
 * or `oceanid catalog init`, gives them back.
 */
export function openLoad(connection: Connection, names: Names): Load {
  const begun = new Map<string, Promise<LoadSettings>>()
  const change = async (alias: string, collection: string): Promise<LoadSettings> => {
    const left = (await readRegistry(connection, names))?.loads.get(alias)
    const settings = left ?? (await readSettings(connection, alias))
    await writeRecord(connection, names, { record: 'load', name: alias, collection, content: settings })
    await putSettings(connection, alias, duringLoad)
    return settings
  }
  return {
    async begin(alias, collection) {
      await once(begun, alias, () => change(alias, collection))
    },
    async end() {
      const ends = [...begun].map(async ([alias, changed]) => {
        const settings = await changed.catch(() => undefined)
        if (settings) await endLoad(connection, names, alias, settings)
      })
      begun.clear()
      for (const ended of await Promise.allSettled(ends)) if (ended.status === 'rejected') throw ended.reason
    },
  }
}

/** Gives back what a load that did not end has changed; the aliases concerned. */
export async function endLeftLoads(connection: Connection, names: Names): Promise<string[]> {
  const loads = (await readRegistry(connection, names))?.loads ?? new Map<string, LoadSettings>()
  for (const [alias, settings] of loads) await endLoad(connection, names, alias, settings)
  return [...loads.keys()]
}

async function endLoad(
  connection: Connection,
  names: Names,
  alias: string,
  settings: LoadSettings,
): Promise<void> {
  await putSettings(connection, alias, settings)
  await request(connection, 'write', () =>
    connection.client.indices.refresh({ index: alias, ignore_unavailable: true }),
  )
  await removeRecord(connection, names, { record: 'load', name: alias })
}

async function readSettings(connection: Connection, alias: string): Promise<LoadSettings> {
  const answer = await request(connection, 'write', () =>
    connection.client.indices.getSettings({ index: alias, flat_settings: true }),
  )
  const settings = Object.values(answer)[0]?.settings as Record<string, string | undefined> | undefined
  return {
    number_of_replicas: settings?.['index.number_of_replicas'] ?? null,
    auto_expand_replicas: settings?.['index.auto_expand_replicas'] ?? null,
    refresh_interval: settings?.['index.refresh_interval'] ?? null,
  }
}

/** `null` takes a setting back to the engine's default. */
async function putSettings(
  connection: Connection,
  alias: string,
  settings: LoadSettings | typeof duringLoad,
): Promise<void> {
  await request(connection, 'write', () =>
    connection.client.indices.putSettings({
      index: alias,
      ignore_unavailable: true,
      settings: settings as estypes.IndicesIndexSettings,
    }),
  )
}
