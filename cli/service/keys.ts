import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { type Static, Type } from 'typebox'
import type { AccessKeys } from '../../api/access/keys.ts'
import { readYaml } from '../../catalog/description/read-yaml.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'

const KeySchema = Type.Object(
  {
    name: Type.String({
      pattern: '^[A-Za-z0-9._-]+$',
      description: 'Letters, digits, dots, dashes and underscores.',
    }),
    sha256: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 of the key, 64 hexadecimal digits.',
    }),
    collections: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description: 'Collections that it is for; all without.',
      }),
    ),
    readOnly: Type.Optional(
      Type.Boolean({ description: 'Whether it lets a client see private collections, and change nothing.' }),
    ),
  },
  { additionalProperties: false },
)

const KeysSchema = Type.Array(KeySchema, { description: 'A list of keys.' })

export type HashedKey = Static<typeof KeySchema>

/** A new key and what is kept of it. The key is random, so that its plain hash tells nothing. */
export function makeKey(
  name: string,
  collections: string[],
  readOnly: boolean,
): { key: string; hashed: HashedKey } {
  const key = randomBytes(32).toString('base64url')
  const hashed = {
    name,
    sha256: hash('sha256', key),
    ...(collections.length > 0 && { collections }),
    ...(readOnly && { readOnly }),
  }
  return { key, hashed }
}

/** @throws InvalidQueryError with the flaws and their lines */
export async function readKeys(file: string): Promise<HashedKey[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    throw new InvalidQueryError('--keys-file', `cannot read ${file} (${(cause as Error).message})`, { cause })
  }
  const keys =
    text.trim() === '' ? [] : readYaml(text, { name: file, option: '--keys-file' }, KeysSchema, twice)
  return keys
}

function twice(keys: HashedKey[]) {
  return keys.flatMap(({ name }, i) =>
    keys.findIndex((key) => key.name === name) === i
      ? []
      : [{ path: [i, 'name'], message: `"${name}" is that of another key` }],
  )
}

/** The keys in a list that does not change. */
export function fixedKeys(keys: HashedKey[]): AccessKeys {
  return {
    find: async (shown) => {
      const own = hash('sha256', shown, 'buffer')
      return keys.find(({ sha256 }) => timingSafeEqual(Buffer.from(sha256, 'hex'), own))
    },
  }
}

/**
 * The keys in a file as it is when one is shown, so that a key that is taken out is refused from then on. While the file
 * cannot be read, none is valid.
 *
 * @throws InvalidQueryError where it cannot be read to begin with
 */
export async function openKeys(file: string, tell: (message: string) => void): Promise<AccessKeys> {
  let keys = fixedKeys(await readKeys(file))
  let version = await versionOf(file)
  return {
    async find(shown) {
      const now = await versionOf(file)
      if (now !== version) {
        version = now
        keys = fixedKeys(
          await readKeys(file).catch((error: Error) => {
            tell(`no key is valid until this is mended: ${error.message}`)
            return []
          }),
        )
      }
      return keys.find(shown)
    },
  }
}

async function versionOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => undefined)
  return found ? `${found.ino} ${found.size} ${found.mtimeNs}` : 'none'
}
