import { readFileSync } from 'node:fs'
import { explainSchemaErrors } from '../../catalog/description/explain-schema.ts'
import { allErrors } from '../../catalog/description/parse.ts'
import { readYaml } from '../../catalog/description/read-yaml.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { optionOf, type Settings, SettingsSchema, settingNames, variableOf } from './settings.ts'

type Texts = Partial<Record<keyof Settings, string | undefined>>

/**
 * Every setting from where it is said first: by option, in the environment, in the file.
 *
 * @throws InvalidQueryError naming the option, the variable, or the line of the file
 */
export function readSettings(options: Texts, environment: NodeJS.ProcessEnv, file?: string): Settings {
  const said = file === undefined ? {} : readSettingsFile(file)
  const variables: Texts = Object.fromEntries(
    settingNames.map((name) => [name, environment[variableOf(name)] || undefined]),
  )
  return {
    ...said,
    ...fromTexts(variables, variableOf),
    ...fromTexts(options, (name) => `--${optionOf(name)}`),
  }
}

function readSettingsFile(file: string): Settings {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new InvalidQueryError('--config', `cannot read ${file} (${(cause as Error).message})`, { cause })
  }
  return readYaml(text, { name: file, option: '--config' }, SettingsSchema)
}

function fromTexts(texts: Texts, nameOf: (name: keyof Settings) => string): Settings {
  const given = settingNames.flatMap((name) =>
    texts[name] === undefined ? [] : [[name, texts[name]] as const],
  )
  const values = Object.fromEntries(given.map(([name, text]) => [name, readText(name, text)]))
  const [flaw] = explainSchemaErrors(
    allErrors(SettingsSchema, values),
    SettingsSchema,
    ([name]) => values[name!],
  )
  if (flaw) throw new InvalidQueryError(nameOf(flaw.path[0] as keyof Settings), flaw.message)
  return values as Settings
}

function readText(name: keyof Settings, text: string): unknown {
  const { type } = SettingsSchema.properties[name] as { type?: string }
  if (type === 'array') return text.split(',').map((part) => part.trim())
  if (type === 'boolean') return text === 'true' || (text === 'false' ? false : text)
  if (type !== 'number' && type !== 'integer') return text
  return text.trim() === '' ? text : Number(text)
}
