import { recentOnes } from '../../catalog/recent.ts'
import { createReadingThread, type ReadingThread, type ThreadLimits } from '../../indexer/reading-thread.ts'

interface Member<Job extends { path: string }, Result> {
  thread: ReadingThread<Job, Result>
  /** Settled when all that it was given is done. */
  done: Promise<unknown>
  waiting: number
}

/** Files of which it is remembered which thread had them last. */
const mostFiles = 1000

/** Threads that read files, each file by the same one for a while, since it may keep what it has read of it. */
export class ReadingPool<Job extends { path: string }, Result> {
  readonly #members: Member<Job, Result>[]
  readonly #failed = new Map<string, unknown>()
  readonly #homes = recentOnes<string, Member<Job, Result>>(mostFiles)

  constructor(jobs: number, module: URL, settings: unknown, limits: ThreadLimits) {
    this.#members = Array.from({ length: jobs }, () => ({
      thread: createReadingThread(module, settings, limits),
      done: Promise.resolve(),
      waiting: 0,
    }))
  }

  /**
   * A file that failed fails at once from then on: it may have taken all the time there is.
   * @throws {UnreadableFileError} as the thread does
   */
  async read(job: Job): Promise<Result> {
    const member = this.#homes.get(job.path) ?? this.#idlest()
    this.#homes.set(job.path, member, 1)
    member.waiting++
    const answer = member.done.then(() => {
      if (this.#failed.has(job.path)) throw this.#failed.get(job.path)
      return member.thread.read(job)
    })
    member.done = answer.catch(() => {})
    try {
      return await answer
    } catch (error) {
      this.#failed.set(job.path, error)
      throw error
    } finally {
      member.waiting--
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ thread }) => thread.stop()))
  }

  #idlest(): Member<Job, Result> {
    return this.#members.reduce((best, one) => (one.waiting < best.waiting ? one : best))
  }
}
