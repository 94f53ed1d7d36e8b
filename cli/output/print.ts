import { once } from 'node:events'

/** Writes to the standard output, and waits while its reader is behind. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** Writes one line to the standard error stream: what people read beside the answer. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** A reader that has seen enough (`| head`) ends the command without a complaint. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

/** `1 granule`, `2 granules` */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? singular : plural}`
}
