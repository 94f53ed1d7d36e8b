import { exitCodes } from '../../cli/exit-codes.ts'
import { settingsTable } from './settings-table.ts'
import { markdownTable } from './table.ts'

/** Variables that are no setting of a server. */
export const variables: Record<string, string> = {
  OCEANID_CATALOG: 'The catalogue that every command works on, where `--catalog` does not say.',
  OCEANID_CONFIG: 'File of settings for `oceanid serve`, where `--config` does not say.',
  OCEANID_WRITE_KEY: 'The one key that lets clients change things, instead of a file.',
  OCEANID_ELASTICSEARCH_API_KEY: 'Encoded API key of a cluster, instead of user and password.',
  OCEANID_ELASTICSEARCH_CA: "File with the certificate of the cluster's authority.",
  OCEANID_DEBUG: 'Anything: a failure is shown with where in the code it happened.',
}

const meanings: Record<keyof typeof exitCodes, string> = {
  partial: 'some files, items or observations failed, or what was named is not there',
  notRun: 'could not run: the command cannot be read, or the catalogue cannot be opened',
  interrupted: 'interrupted; what is done is kept',
}

/** The environment, the settings of a server, and what exit codes mean. */
export function environmentPage(): string {
  const codes = Object.entries(exitCodes) as [keyof typeof exitCodes, number][]
  return `# Environment and configuration

${markdownTable(
  ['variable', 'what it is'],
  Object.entries(variables).map(([name, text]) => [`\`${name}\``, text]),
)}
## Settings of a server

By option, in the environment, or in the YAML file of \`--config\`; the option goes first, then the environment. [operation.md](../operation.md) has an example.

${settingsTable()}
## Exit codes

${markdownTable(
  ['code', 'what it says'],
  [['0', 'done'], ...codes.map(([name, code]) => [String(code), meanings[name]])],
)}`
}
