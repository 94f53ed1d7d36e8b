import type { estypes } from '@elastic/elasticsearch'
import type { Connection } from './connect.ts'
import { request } from './failure.ts'
import { aliasOf, type Names, pathsOf } from './names.ts'
import { type LoadSettings, readRegistry, removeRecords, writeRecords } from './registry.ts'

/** A large load: the indices that it writes to have no replicas and refresh nothing until it ends. */
export interface Load {
  /** @param aliases of indices, each with its collection */
  begin(aliases: ReadonlyMap<string, string>): Promise<void>
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
  const change = async (collections: ReadonlyMap<string, string>): Promise<SettingsByAlias> => {
    const left = (await readRegistry(connection, names))?.loads ?? new Map<string, LoadSettings>()
    const aliases = [...collections.keys()]
    const settings = await readSettings(
      connection,
      aliases.filter((alias) => !left.has(alias)),
    )
    for (const alias of aliases) settings.set(alias, left.get(alias) ?? settings.get(alias) ?? byDefault)
    const records = [...collections].map(([alias, collection]) => {
      return { record: 'load' as const, name: alias, collection, content: settings.get(alias) }
    })
    await writeRecords(connection, names, records)
    await putSettings(connection, aliases, duringLoad)
    return settings
  }
  return {
    async begin(aliases) {
      const fresh = new Map([...aliases].filter(([alias]) => !begun.has(alias)))
      if (fresh.size > 0) {
        const changed = change(fresh)
        for (const alias of fresh.keys()) {
          const own = changed.then((settings) => settings.get(alias)!)
          begun.set(alias, own)
          own.catch(() => begun.delete(alias))
        }
      }
      await Promise.all([...aliases.keys()].map((alias) => begun.get(alias)))
    },
    async end() {
      const settings: SettingsByAlias = new Map()
      for (const [alias, changed] of begun) {
        const before = await changed.catch(() => undefined)
        if (before) settings.set(alias, before)
      }
      begun.clear()
      await endLoads(connection, names, settings)
    },
  }
}

/** Gives back what a load that did not end has changed; the aliases concerned. */
export async function endLeftLoads(connection: Connection, names: Names): Promise<string[]> {
  const loads = (await readRegistry(connection, names))?.loads ?? new Map<string, LoadSettings>()
  await endLoads(connection, names, loads)
  return [...loads.keys()]
}

/** Each change of settings is one of the cluster's state, whatever number of indices it is for. */
async function endLoads(connection: Connection, names: Names, loads: SettingsByAlias): Promise<void> {
  const alike = Map.groupBy(loads, ([, settings]) => JSON.stringify(Object.entries(settings).sort()))
  const ends = [...alike.values()].map(async (group) => {
    const aliases = group.map(([alias]) => alias)
    await putSettings(connection, aliases, group[0]![1])
    for (const index of pathsOf(aliases)) {
      await request(connection, 'write', () =>
        connection.client.indices.refresh({ index, ignore_unavailable: true }),
      )
    }
    await removeRecords(
      connection,
      names,
      aliases.map((name) => ({ record: 'load', name })),
    )
  })
  for (const ended of await Promise.allSettled(ends)) if (ended.status === 'rejected') throw ended.reason
}

type SettingsByAlias = Map<string, LoadSettings>

/** `null` takes a setting back to the engine's default. */
const byDefault: LoadSettings = {
  number_of_replicas: null,
  auto_expand_replicas: null,
  refresh_interval: null,
}

async function readSettings(connection: Connection, aliases: string[]): Promise<SettingsByAlias> {
  const found: SettingsByAlias = new Map()
  for (const index of pathsOf(aliases)) {
    const answer = await request(connection, 'write', () =>
      connection.client.indices.getSettings({ index, flat_settings: true }),
    )
    for (const [name, { settings }] of Object.entries(answer)) {
      const own = settings as Record<string, string | undefined> | undefined
      found.set(aliasOf(name), {
        number_of_replicas: own?.['index.number_of_replicas'] ?? null,
        auto_expand_replicas: own?.['index.auto_expand_replicas'] ?? null,
        refresh_interval: own?.['index.refresh_interval'] ?? null,
      })
    }
  }
  return found
}

async function putSettings(
  connection: Connection,
  aliases: string[],
  settings: LoadSettings | typeof duringLoad,
): Promise<void> {
  for (const index of pathsOf(aliases)) {
    await request(connection, 'write', () =>
      connection.client.indices.putSettings({
        index,
        ignore_unavailable: true,
        settings: settings as estypes.IndicesIndexSettings,
      }),
    )
  }
}
