import { describeSetting, optionOf, settingNames, variableOf } from '../../cli/service/settings.ts'
import { markdownTable } from './table.ts'

/** What a server can be told, and where. */
export function settingsTable(): string {
  const rows = settingNames.map((name) => [
    `\`${name}\``,
    `\`--${optionOf(name)}\``,
    `\`${variableOf(name)}\``,
    describeSetting(name),
  ])
  return markdownTable(['in the file', 'option', 'environment', 'what it is'], rows)
}
