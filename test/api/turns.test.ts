import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import { takeTurns } from '../../api/turns.ts'
import { CatalogUnavailableError } from '../../catalog/errors.ts'

test('two work at once, thirty wait for their turn, and who comes after is refused', async () => {
  const inTurn = takeTurns('searches')
  const done = Promise.withResolvers<void>()
  let working = 0
  const work = () => {
    working++
    return done.promise
  }
  const taken = Array.from({ length: 32 }, () => inTurn(work))
  await new Promise(setImmediate)
  expect(working).toBe(2)
  const refusal = await inTurn(work).catch((error: Error) => error)
  expect(refusal).toBeInstanceOf(CatalogUnavailableError)
  expect(refusal).toMatchObject({ message: 'too many searches at once: try again in a while' })
  done.resolve()
  await Promise.all(taken)
  expect(working).toBe(32)
  expect(await inTurn(async () => 'again')).toBe('again')
})

test('who waited sees what is his own, not what is theirs who went before', async () => {
  const inTurn = takeTurns('searches')
  const viewer = new AsyncLocalStorage<number>()
  const seen = Array.from({ length: 20 }, (_, one) =>
    viewer.run(one, () =>
      inTurn(async () => {
        await new Promise(setImmediate)
        return viewer.getStore()
      }),
    ),
  )
  expect(await Promise.all(seen)).toEqual(seen.map((_, one) => one))
})
