import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { type FileHandle, open, rename, rm, writeFile } from 'node:fs/promises'
import { InvalidQueryError } from '../../../catalog/errors.ts'

/** How far a run came that did not come to its end. */
interface State {
  /** Of what was asked: a file is gone on with for the same request only. */
  request: string
  bytes: number
  written: number
  /** Where the search goes on; absent before its first result. */
  after?: string
}

/** A file that is written from its beginning to its end, perhaps by several runs: what lies beside it says how far it is. */
export interface ResumableFile {
  /** How many results it holds, and where the search goes on after them. */
  readonly written: number
  readonly after: string | undefined
  readonly isEmpty: boolean
  /** Appends, and remembers on the disk that so much is there. */
  append(text: string, results: number, after: string | undefined): Promise<void>
  /** All is written: nothing is left to go on with. */
  finish(): Promise<void>
  /** To go on with another time. */
  leave(): Promise<void>
}

/**
 * @param request what is asked, by which a run knows its file again
 * @throws {InvalidQueryError} where the file of another request would be gone on with
 */
export async function openResumable(path: string, request: unknown, resume: boolean): Promise<ResumableFile> {
  const statePath = `${path}.resume`
  const key = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  const found = resume ? readState(statePath, key) : undefined
  const state: State = found && existsSync(path) ? found : { request: key, bytes: 0, written: 0 }
  const file = await openAt(path, state.bytes)
  return {
    get written() {
      return state.written
    },
    get after() {
      return state.after
    },
    get isEmpty() {
      return state.bytes === 0
    },
    async append(text, results, after) {
      const bytes = Buffer.from(text)
      await file.write(bytes, 0, bytes.length, state.bytes)
      await file.sync()
      state.bytes += bytes.length
      state.written += results
      if (after !== undefined) state.after = after
      await writeFile(`${statePath}.new`, JSON.stringify(state))
      await rename(`${statePath}.new`, statePath)
    },
    async finish() {
      await file.close()
      await rm(statePath, { force: true })
    },
    leave: () => file.close(),
  }
}

async function openAt(path: string, bytes: number): Promise<FileHandle> {
  const file = await open(path, bytes > 0 ? 'r+' : 'w')
  await file.truncate(bytes)
  return file
}

function readState(path: string, key: string): State | undefined {
  if (!existsSync(path)) return undefined
  const state = JSON.parse(readFileSync(path, 'utf8')) as State
  if (state.request === key) return state
  throw new InvalidQueryError(
    '--resume',
    `${path} belongs to another request: leave --resume out to begin anew, or ask the same again`,
  )
}
