import type { PreciseInstant } from '../granule.ts'
import type { Store } from '../store.ts'
import { decodeTracks } from '../track/decode.ts'
import type { Track } from '../track/track.ts'

/** The ground track of a granule, as the catalogue has it. */
export interface KnownTrack {
  collection: string
  id: string
  /** From its first to its last measurement. */
  start: PreciseInstant
  end: PreciseInstant
  cycle?: number
  pass?: number
  track: Track
}

const pageSize = 500
/** Tracks that are looked at: some seven months of one satellite. */
const most = 6000

/**
 * The tracks of a collection, the latest first, a page at a time: who knows enough asks for no more.
 *
 * @param before tracks that end later are left aside
 */
export async function* knownTracks(
  store: Store,
  collection: string,
  before = Number.POSITIVE_INFINITY,
): AsyncGenerator<KnownTrack[]> {
  const query = {
    collections: [collection],
    ...(Number.isFinite(before) && { period: { end: Math.floor(before) } }),
  }
  const sort = [{ property: 'start', descending: true }]
  let after: string | undefined
  for (let seen = 0; seen < most; seen += pageSize) {
    const page = await store.search(query, {
      limit: pageSize,
      sort,
      tracks: true,
      uncounted: true,
      ...(after !== undefined && { after }),
    })
    yield page.granules.flatMap(({ id, kind, start, end, track, properties }) => {
      if (kind !== 'track' || !track || end > before) return []
      const { cycle, pass } = properties
      return [
        {
          collection,
          id,
          start,
          end,
          ...(typeof cycle === 'number' && { cycle }),
          ...(typeof pass === 'number' && { pass }),
          track: decodeTracks(track)[0]!,
        },
      ]
    })
    after = page.next
    if (after === undefined) return
  }
}
