/**
 * The most memory, in megabytes, that a process has which reads files one after the other: `node bench/reading-memory.ts own|raw`, the files and
 * the paths of their variables as JSON on standard input. bench/readers.ts starts it.
 */
import { readFileSync } from 'node:fs'
import { readGranuleFile } from '../indexer/read-file.ts'
import { readRaw } from './raw-reading.ts'

const entries = JSON.parse(readFileSync(0, 'utf8')) as { file: string; paths: string[] }[]
for (const { file, paths } of entries) {
  if (process.argv[2] === 'raw') readRaw(file, paths)
  else await readGranuleFile(file, { collection: 'bench', start: 0, end: 0 })
}
console.log(process.resourceUsage().maxRSS / 1024)
