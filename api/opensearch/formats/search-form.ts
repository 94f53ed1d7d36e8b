import type { Feed } from '../feed.ts'
import type { Parameter } from '../parameter.ts'
import { attributes, escapeXml } from '../xml.ts'

const first: readonly string[] = ['searchTerms', 'parentIdentifier', 'name', 'box', 'start', 'end']
/** The form asks for the first page. */
const apart: readonly string[] = ['startIndex', 'startPage']

/** A form of what can be asked here, filled with what was; fields left empty are absent. Empty where nothing can be asked. */
export async function searchForm({ level, root, honoured, parameters: all }: Feed): Promise<string> {
  const values = new Map(honoured.map(({ parameter, value }) => [parameter.name, value]))
  const parameters = (await all()).filter(({ name }) => !apart.includes(name))
  if (parameters.length === 0) return ''
  const field = (parameter: Parameter) => fieldOf(parameter, values.get(parameter.name) ?? '')
  const shown = parameters.filter(({ name }) => first.includes(name))
  const others = parameters.filter(({ name }) => !first.includes(name))
  const open = others.some(({ name }) => values.has(name) && name !== 'count') ? ' open' : ''
  return `<form action="${escapeXml(`${root}/${level}.html`)}" method="get">
${shown.map(field).join('\n')}
<button>Search</button>
<details class="wide"${open}><summary>More conditions</summary><div>
${others.map(field).join('\n')}
</div></details>
</form>`
}

function fieldOf({ name, title, options }: Parameter, value: string): string {
  if (!options) {
    return `<label${attributes({ title })}>${escapeXml(name)} <input${attributes({ name, value, autocomplete: 'off' })}></label>`
  }
  const choices = ['', ...options].map(
    (option) =>
      `<option${attributes({ value: option })}${option.toLowerCase() === value.toLowerCase() ? ' selected' : ''}>${escapeXml(option)}</option>`,
  )
  return `<label${attributes({ title })}>${escapeXml(name)} <select${attributes({ name })}>${choices.join('')}</select></label>`
}
