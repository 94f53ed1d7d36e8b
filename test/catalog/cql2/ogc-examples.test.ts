import { describe, expect, test } from 'vitest'
import { parseCql2Json, toCql2Json } from '../../../catalog/cql2/json.ts'
import { parseCql2Text } from '../../../catalog/cql2/text.ts'
import type { Condition } from '../../../catalog/cql2/tree.ts'
import { toCql2Text } from '../../../catalog/cql2/write-text.ts'
import { ogcExamples } from './ogc-examples.ts'

/** Compares without the zeros of seconds, and without the sign of a zero, which JSON's own writing drops. */
const plain = (json: unknown) => JSON.stringify(json).replace(/\.000000Z"/g, 'Z"')
const reread = (tree: Condition) => parseCql2Text(toCql2Text(tree))

describe('the examples of the standard', () => {
  test('are all there', () => {
    expect(ogcExamples).toHaveLength(120)
  })

  test.each(ogcExamples)('$name: the text gives the JSON', ({ text, json }) => {
    expect(plain(toCql2Json(parseCql2Text(text)))).toBe(plain(json))
  })

  test.each(ogcExamples)('$name: the JSON goes in and out', ({ json }) => {
    expect(toCql2Json(parseCql2Json(json))).toEqual(json)
  })

  test.each(ogcExamples)('$name: goes from text to text and from JSON to text', ({ text, json }) => {
    const tree = parseCql2Text(text)
    expect(plain(reread(tree))).toBe(plain(tree))
    expect(plain(toCql2Json(reread(parseCql2Json(json))))).toBe(plain(json))
  })
})
