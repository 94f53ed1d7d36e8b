#!/usr/bin/env node
// Runs the command line: from the sources in a checkout, from dist/ in an installed package
// (Node does not strip types under node_modules).
import { existsSync } from 'node:fs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `oceanid needs Node 22.18 or later and this is Node ${process.versions.node}: install Node 24 ` +
      '(https://nodejs.org), or run it as "npx -p node@24 -p oceanid oceanid".',
  )
  process.exit(2)
}

const { emitWarning } = process
process.emitWarning = (warning, ...rest) => {
  const type = typeof rest[0] === 'string' ? rest[0] : rest[0]?.type
  if (type === 'ExperimentalWarning' && /SQLite/i.test(String(warning))) return
  emitWarning.call(process, warning, ...rest)
}

const sources = new URL('../cli/main.ts', import.meta.url)
const { main } = await import(
  existsSync(sources) ? sources.href : new URL('../dist/cli/main.js', import.meta.url).href
)
await main(process.argv.slice(2))
