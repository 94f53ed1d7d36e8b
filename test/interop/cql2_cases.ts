/** Filters for `cql2_parser.py`, one a line: the examples of the standard, and random ones. */
import { toCql2Json } from '../../catalog/cql2/json.ts'
import { parseCql2Text } from '../../catalog/cql2/text.ts'
import { toCql2Text } from '../../catalog/cql2/write-text.ts'
import { ogcExamples } from '../catalog/cql2/ogc-examples.ts'
import { seeded } from '../seeded.ts'

const random = seeded(41)
const pick = <Item>(choices: readonly Item[]) => choices[Math.floor(choices.length * random())]!

function value(depth: number): string {
  if (depth > 0 && random() < 0.4) {
    return `(${value(depth - 1)} ${pick(['+', '-', '*', '/', '%', 'div', '^'])} ${value(depth - 1)})`
  }
  return pick(['cycle', '"odd"', 'sat:absolute_orbit', '3', '-2.5', '1e3', '0.25'])
}

function condition(depth: number): string {
  if (depth > 0 && random() < 0.6) {
    const [a, b] = [condition(depth - 1), condition(depth - 1)]
    return pick([`(${a} AND ${b})`, `(${a}) OR (${b})`, `NOT (${a})`])
  }
  return pick([
    `${value(2)} ${pick(['=', '<>', '<', '<=', '>', '>='])} ${value(2)}`,
    `platform ${pick(['', 'NOT '])}LIKE 'A%_'`,
    `casei(platform) = casei(accenti('Ærø'))`,
    `cycle ${pick(['', 'NOT '])}BETWEEN 1 AND ${value(1)}`,
    `platform ${pick(['', 'NOT '])}IN ('Aqua', 'it''s')`,
    `cycle IS ${pick(['', 'NOT '])}NULL`,
    `S_WITHIN(geometry, ${pick(['BBOX(1, 2, 3.5, 4)', 'POLYGON((0 0, 1 0, 1 1, 0 0))', 'POINT(1 2)'])})`,
    `T_DURING(INTERVAL(start, '2020-02-03'), INTERVAL('..', '2020-01-02T03:04:05Z'))`,
    `T_AFTER(updated, ${pick(["DATE('2020-02-03')", "TIMESTAMP('2020-02-03T04:05:06Z')"])})`,
    `A_OVERLAPS(variables, ('sst', 3))`,
  ])
}

const texts = [...ogcExamples.map(({ text }) => text), ...Array.from({ length: 2000 }, () => condition(4))]
for (const text of texts) {
  const tree = parseCql2Text(text)
  console.log(JSON.stringify({ text, json: toCql2Json(tree), again: toCql2Text(tree) }))
}
