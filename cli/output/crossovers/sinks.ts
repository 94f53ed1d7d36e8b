import { rm } from 'node:fs/promises'
import type { Crossover } from '../../../catalog/crossovers/crossover.ts'
import { print } from '../print.ts'
import { type CrossoverWriter, crossoverWriter, type Format } from './formats.ts'
import { spoolWriter, writeNetcdf } from './netcdf.ts'
import { openResumable } from './resumable-file.ts'

/** Where crossovers go. */
export interface Sinks {
  readonly written: number
  /** Where the search goes on after them. */
  readonly after: string | undefined
  take(crossovers: Crossover[], after: string): Promise<void>
  finish(): Promise<void>
  leave(): Promise<void>
}

interface SinkOptions {
  format: Format | undefined
  output: string | undefined
  resume: boolean
  /** Takes them beside. */
  keep?: (crossovers: Crossover[]) => Promise<void>
}

/** @param request what is asked, by which a run that goes on knows its file again */
export async function openSinks(
  request: unknown,
  { format, output, resume, keep }: SinkOptions,
): Promise<Sinks> {
  const sinks =
    output !== undefined && format
      ? await fileSinks(output, format, { request, format }, resume)
      : await streamSinks(
          format && format !== 'netcdf' ? crossoverWriter(format, process.stdout.columns) : undefined,
        )
  return {
    get written() {
      return sinks.written
    },
    get after() {
      return sinks.after
    },
    async take(crossovers, after) {
      await keep?.(crossovers)
      await sinks.take(crossovers, after)
    },
    finish: sinks.finish,
    leave: sinks.leave,
  }
}

/** To the standard output; to nowhere without a writer. */
async function streamSinks(writer: CrossoverWriter | undefined): Promise<Sinks> {
  let written = 0
  if (writer?.begin) await print(writer.begin)
  return {
    get written() {
      return written
    },
    after: undefined,
    async take(crossovers) {
      if (writer) await print(writer.page(crossovers, written))
      written += crossovers.length
    },
    async finish() {
      if (writer?.end) await print(writer.end)
    },
    async leave() {},
  }
}

/** NetCDF says first how long all is: its records are kept beside it until all are there. */
async function fileSinks(path: string, format: Format, key: unknown, resume: boolean): Promise<Sinks> {
  const spool = format === 'netcdf' ? `${path}.part` : undefined
  const writer = format === 'netcdf' ? spoolWriter : crossoverWriter(format)
  const file = await openResumable(spool ?? path, key, resume)
  if (file.isEmpty) await file.append(writer.begin, 0, undefined)
  return {
    get written() {
      return file.written
    },
    get after() {
      return file.after
    },
    async take(crossovers, after) {
      await file.append(writer.page(crossovers, file.written), crossovers.length, after)
    },
    async finish() {
      await file.append(writer.end, 0, undefined)
      await file.finish()
      if (spool === undefined) return
      await writeNetcdf(spool, path)
      await rm(spool)
    },
    leave: file.leave,
  }
}
