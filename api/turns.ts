import pLimit from 'p-limit'
import { CatalogUnavailableError } from '../catalog/errors.ts'

const atOnce = 2
const mostWaiting = 30

/**
 * Costly requests of one kind, a few at once: more wait for their turn, and beyond these they are refused.
 *
 * @param kind of work, in the plural, for the refusal
 */
export function takeTurns(kind: string): <T>(work: () => Promise<T>) => Promise<T> {
  const turns = pLimit(atOnce)
  return async (work) => {
    if (turns.pendingCount >= mostWaiting) {
      throw new CatalogUnavailableError(`too many ${kind} at once: try again in a while`)
    }
    return turns(work)
  }
}
