import { describeSetting, optionOf, settingNames, variableOf } from '../../cli/service/settings.ts'

/** The table of docs/operation.md; `node test/docs/settings-table.ts` prints it. */
export function settingsTable(): string {
  const rows = settingNames.map((name) => [
    `\`${name}\``,
    `\`--${optionOf(name)}\``,
    `\`${variableOf(name)}\``,
    describeSetting(name),
  ])
  const head = ['in the file', 'option', 'environment', 'what it is']
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

if (import.meta.main) process.stdout.write(settingsTable())
