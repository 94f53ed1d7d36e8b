/**
 * Puts batch after batch into the catalogue at argv[2] and prints the number of each once it is acknowledged, until
 * somebody kills it, or until it has put argv[4] of them. Begins at batch argv[3].
 */
import { writeSync } from 'node:fs'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { batchOf } from './kill-while-putting.ts'

const [, , path, first, count = 'Infinity'] = process.argv
const store = await openSqliteStore(path!)
writeSync(1, 'open\n')
for (let number = Number(first); number < Number(first) + Number(count); number++) {
  await store.put(batchOf(number))
  writeSync(1, `${number}\n`)
}
await store.close()
