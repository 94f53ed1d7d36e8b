import { expect, test } from 'vitest'
import { bareCollection } from '../../../catalog/bare-collection.ts'
import { saver } from '../../../cli/output/crossovers/save.ts'
import { openScanStore } from '../../scan-store.ts'

test('crossovers with a private collection are kept in one that is private too', async () => {
  const store = openScanStore()
  for (const id of ['a', 'b']) await store.putCollection(bareCollection(id))
  await store.putCollection({ ...bareCollection('closed'), private: true })
  const save = (pairs: [string, string][], into: string) =>
    saver(store, { pairs } as Parameters<typeof saver>[1], into)
  await save([['a', 'b']], 'open')
  await save(
    [
      ['a', 'b'],
      ['b', 'closed'],
    ],
    'kept',
  )
  expect(await store.access()).toEqual({ open: ['a', 'b', 'open'], private: ['closed', 'kept'] })
})
