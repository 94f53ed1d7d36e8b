import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Queue } from '../../catalog/crossovers/queue.ts'
import type { ReadObservation } from './read-observation.ts'

/** Bytes of an observation in the file, without its name: five numbers, and the length of the name less one, 0 for none. */
const FIXED = 44

/** Bytes that are written at once. */
const WRITTEN = 1 << 20
/** Bytes in memory while runs are read: of all together, but of each no less than this. */
const READ = 32 << 20
const LEAST_READ = 1 << 14

interface Run {
  start: number
  end: number
}

/** Runs of observations, each in the order of time, in a file without a name: given as one, with memory for a piece of each. */
export class SortedRuns {
  readonly #folder = mkdtempSync(join(tmpdir(), 'oceanid-observations-'))
  readonly #file = openSync(join(this.#folder, 'runs'), 'w+')
  readonly #runs: Run[] = []

  constructor() {
    // The file goes with the process, however that ends; where an open file cannot be removed, when it is closed.
    this.#remove()
  }

  /** Takes observations that come in the order of time, after all that were taken before. */
  take(observations: Iterable<ReadObservation>): void {
    const first = this.#runs.at(-1)?.end ?? 0
    let buffer = Buffer.alloc(WRITTEN)
    let [used, written] = [0, first]
    const flush = () => {
      for (let done = 0; done < used; ) {
        done += writeSync(this.#file, buffer, done, used - done, written + done)
      }
      written += used
      used = 0
    }
    for (const { lon, lat, start, end, record, name } of observations) {
      const length = name === undefined ? 0 : Buffer.byteLength(name)
      if (used + FIXED + length > buffer.length) flush()
      if (FIXED + length > buffer.length) buffer = Buffer.alloc(FIXED + length)
      for (const value of [lon, lat, start, end, record]) used = buffer.writeDoubleLE(value, used)
      used = buffer.writeUInt32LE(name === undefined ? 0 : length + 1, used)
      if (name !== undefined) used += buffer.write(name, used)
    }
    flush()
    this.#runs.push({ start: first, end: written })
  }

  /** By start; those of one start as they were taken. */
  *inOrder(): Generator<ReadObservation> {
    const size = Math.max(LEAST_READ, Math.floor(READ / this.#runs.length))
    const heads = new Queue<Head>((a, b) => a.next.start - b.next.start || a.number - b.number)
    for (const [number, run] of this.#runs.entries()) {
      const rest = readRun(this.#file, run, size)
      const first = rest.next()
      if (!first.done) heads.push({ number, next: first.value, rest })
    }
    for (let head = heads.pop(); head; head = heads.pop()) {
      const following = heads.peek()
      for (;;) {
        yield head.next
        const next = head.rest.next()
        if (next.done) break
        head.next = next.value
        const { start } = head.next
        // Runs that follow on one another in time are read one after the other.
        if (!following || start < following.next.start) continue
        if (start === following.next.start && head.number < following.number) continue
        heads.push(head)
        break
      }
    }
  }

  close(): void {
    closeSync(this.#file)
    this.#remove()
  }

  #remove(): void {
    try {
      rmSync(this.#folder, { recursive: true, force: true })
    } catch {
      // Removed when it is closed.
    }
  }
}

interface Head {
  number: number
  next: ReadObservation
  rest: Generator<ReadObservation>
}

function* readRun(file: number, { start, end }: Run, size: number): Generator<ReadObservation> {
  let buffer = Buffer.alloc(Math.min(size, end - start))
  let [position, at, filled] = [start, 0, 0]
  const want = (bytes: number) => {
    if (filled - at >= bytes) return
    const larger = bytes > buffer.length ? Buffer.alloc(bytes) : buffer
    buffer.copy(larger, 0, at, filled)
    buffer = larger
    filled -= at
    at = 0
    while (filled < bytes) {
      const count = readSync(file, buffer, filled, Math.min(buffer.length - filled, end - position), position)
      position += count
      filled += count
    }
  }
  while (position - (filled - at) < end) {
    want(FIXED)
    const observation: ReadObservation = {
      lon: buffer.readDoubleLE(at),
      lat: buffer.readDoubleLE(at + 8),
      start: buffer.readDoubleLE(at + 16),
      end: buffer.readDoubleLE(at + 24),
      record: buffer.readDoubleLE(at + 32),
    }
    const length = buffer.readUInt32LE(at + 40) - 1
    at += FIXED
    if (length >= 0) {
      want(length)
      observation.name = buffer.toString('utf8', at, at + length)
      at += length
    }
    yield observation
  }
}
