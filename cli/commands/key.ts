import { existsSync, statSync } from 'node:fs'
import { chmod, chown, rename, writeFile } from 'node:fs/promises'
import { stringify } from 'yaml'
import type { Argv } from 'yargs'
import { ConflictError, InvalidQueryError, NotFoundError } from '../../catalog/errors.ts'
import { listOption } from '../arguments.ts'
import { print, say } from '../output/print.ts'
import { makeKey, readKeys } from '../service/keys.ts'

export function addKey(yargs: Argv): Argv {
  return yargs.command(
    'key <name>',
    'Make a key with which a client may see private collections, and change items and collections',
    (command) =>
      command
        .usage(
          '$0 key NAME --file FILE\n\nPrints a new key, and keeps its hash in the file that "oceanid serve --keys-file" reads: ' +
            'also while it runs. The key is shown this once.',
        )
        .positional('name', { type: 'string', demandOption: true, describe: 'Whose it is, for the log' })
        .options({
          file: {
            type: 'string',
            demandOption: true,
            requiresArg: true,
            describe: 'Where keys are kept [FILE]',
          },
          collection: listOption('Collection that it is for, more than once for several; all without', 'ID'),
          'read-only': {
            type: 'boolean',
            describe: 'It lets a client see private collections, and change nothing',
          },
          replace: {
            type: 'boolean',
            describe: 'In place of the one of this name, which is refused from then on',
          },
          remove: { type: 'boolean', describe: 'Make none, but take the one of this name out' },
        })
        .conflicts('replace', 'remove')
        .example('$0 key harvest --file keys.yaml --collection SST', 'for one collection')
        .example(
          '$0 key partner --file keys.yaml --collection SST --read-only',
          'to see a private collection',
        )
        .example('$0 key harvest --file keys.yaml --replace', 'a new one instead'),
    async ({ name, file, collection = [], readOnly, replace = false, remove = false }) => {
      const kept = existsSync(file) ? await readKeys(file) : []
      const before = kept.find((key) => key.name === name)
      if (remove && !before) throw new NotFoundError(`there is no key ${name} in ${file}`)
      if (before && !replace && !remove) {
        throw new ConflictError(`there is a key ${name} in ${file}: --replace gives it a new one`)
      }
      if (!/^[\w.-]+$/.test(name)) {
        throw new InvalidQueryError('NAME', 'has letters, digits, dots, dashes and underscores')
      }
      const others = kept.filter((key) => key !== before)
      if (remove) {
        await writeKeys(file, others)
        return say(`took ${name} out of ${file}`)
      }
      const { key, hashed } = makeKey(
        name,
        collection.length > 0 ? collection : (before?.collections ?? []),
        readOnly ?? before?.readOnly ?? false,
      )
      await writeKeys(file, [...others, hashed])
      await print(`${key}\n`)
      say(`its hash is in ${file}; send "Authorization: Bearer KEY"`)
    },
  )
}

/** Whole or not at all, since a server may read it meanwhile. */
async function writeKeys(file: string, keys: object[]): Promise<void> {
  const draft = `${file}.${process.pid}`
  await writeFile(draft, stringify(keys), { mode: 0o600 })
  // Whoever it was readable for, as a server under another user, goes on reading it.
  const before = statSync(file, { throwIfNoEntry: false })
  if (before) {
    await chmod(draft, before.mode & 0o640)
    if (before.uid !== process.getuid?.()) await chown(draft, before.uid, before.gid)
  }
  await rename(draft, file)
}
