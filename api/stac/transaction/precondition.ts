import { ChangedError } from '../../../catalog/errors.ts'
import { names, tagOf } from '../../etag.ts'

/**
 * Lets a change through when what it changes is still what the client saw (`If-Match`, by the ETag that GET gave).
 *
 * @param document as GET answers it
 * @throws ChangedError
 */
export function checkUnchanged(condition: string | undefined, document: unknown): void {
  if (condition === undefined) return
  if (names(condition, tagOf(Buffer.from(JSON.stringify(document))))) return
  throw new ChangedError('what is to be changed is no longer as If-Match has it: GET it again')
}
