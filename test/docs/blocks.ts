import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** A command of a page, with what the page shows of its output. */
export interface Shown {
  command: string
  /** Lines; absent where the page shows none. */
  output?: string[]
}

/** A block of commands. */
export interface Block {
  /** Line of the page. */
  line: number
  commands: Shown[]
  /** Why it cannot be run in a test, as `<!-- not run: ... -->` before it says. */
  notRun?: string
}

/** Whether a page makes its own catalogue, as `<!-- begins without a catalogue -->` says. */
export function beginsWithout(page: string): boolean {
  return readFileSync(`${root}${page}`, 'utf8').includes('<!-- begins without a catalogue -->\n')
}

/** Files that a page shows whole, as `<!-- file: NAME -->` before a block says, by their names. */
export function filesOf(page: string): Record<string, string> {
  const document = readFileSync(`${root}${page}`, 'utf8')
  const shown = document.matchAll(/^<!-- file: (.+) -->\n+```\w*\n([\s\S]*?)^```$/gm)
  return Object.fromEntries([...shown].map(([, name, text]) => [name!, text!]))
}

const fence =
  /(?:^<!-- not run: (?<notRun>.+) -->\n+)?^```(?<language>sh|bash|shell|console)\n(?<text>[\s\S]*?)^```$/gm

/** The blocks of commands on a page, by its path from the root. */
export function blocksOf(page: string): Block[] {
  const document = readFileSync(`${root}${page}`, 'utf8')
  return [...document.matchAll(fence)].map(({ index, groups }) => {
    const { notRun, language, text } = groups as Record<string, string>
    const commands = language === 'console' ? transcript(text!) : script(text!)
    const line = document.slice(0, index).split('\n').length
    return { line, commands, ...(notRun !== undefined && { notRun }) }
  })
}

function transcript(text: string): Shown[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [, command, output] = /^((?:.*\\\n)*.*)\n?([\s\S]*)$/.exec(part.trimEnd())!
      return { command: command!, output: output === '' ? [] : output!.split('\n') }
    })
}

/** One command a line; a script that begins with a line for the shell is one command. */
function script(text: string): Shown[] {
  if (text.startsWith('#!')) return [{ command: text }]
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n')
  return lines.filter((line) => /^\s*[^\s#]/.test(line)).map((command) => ({ command }))
}

/** What follows `oceanid` where a page names a command in passing, perhaps without all that it takes. */
export function namedInPassing(page: string): string[] {
  const prose = readFileSync(`${root}${page}`, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')
  const named = [...prose.matchAll(/`(?:npx )?oceanid ([^`]+)`/g)].map(([, given]) => given!)
  return named.filter((given) => !/--(help|version)/.test(given))
}

/** What is given to each `oceanid` of a command, as a shell would part it; what is put in for a variable is not known here. */
export function oceanidArguments(command: string): string[][] {
  const starts = command.matchAll(/(?:^|[|;&({]\s*|\bexec |\bthen )(?:npx )?oceanid\b/gm)
  return [...starts].map((start) => wordsOf(command.slice(start.index + start[0].length)).words)
}

/** The words of a simple command; `rest` is what only a shell understands, from there on. */
export function wordsOf(command: string): { words: string[]; rest: string } {
  const words: string[] = []
  const token = /\s*(?:#.*$|((?:[^\s'"|&;<>()#\\$`*?]|'[^']*'|"[^"$`]*"|\$\w+|\$\{[^}]*\}|"[^"]*"|\\.)+))/my
  for (let at = 0; ; at = token.lastIndex) {
    token.lastIndex = at
    const found = token.exec(command)
    if (!found?.[1]) return { words, rest: found ? '' : command.slice(at).trim() }
    words.push(found[1].replaceAll(/'([^']*)'|"([^"]*)"|\\(.)/g, '$1$2$3'))
  }
}
