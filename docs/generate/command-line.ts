import { helpOf } from '../../cli/main.ts'

/** What `--help` says of every command, and of the commands within commands. */
export async function commandLinePage(): Promise<string> {
  const sections: string[] = []
  for (const command of await commandsOf([])) {
    const inner = await commandsOf(command)
    for (const each of [command, ...inner]) {
      sections.push(
        `${'#'.repeat(each.length + 1)} ${each.join(' ')}\n\n\`\`\`text\n${await helpText(each)}\`\`\`\n`,
      )
    }
  }
  return `# Command line

What \`oceanid COMMAND --help\` says.

\`\`\`text
${await helpText([])}\`\`\`

${sections.join('\n')}`
}

async function helpText(command: readonly string[]): Promise<string> {
  const help = await helpOf(command)
  return `${help
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()}\n`
}

/** The commands that the help of a command lists. */
async function commandsOf(command: readonly string[]): Promise<string[][]> {
  const lines = (await helpOf(command)).split('\n')
  const first = lines.indexOf('Commands:') + 1
  if (first === 0) return []
  const listed = lines.slice(first, lines.indexOf('', first))
  const name = new RegExp(`^  ${['oceanid', ...command].join(' ')} ([a-z-]+)`)
  return listed.flatMap((line) => {
    const found = name.exec(line)?.[1]
    return found === undefined ? [] : [[...command, found]]
  })
}
