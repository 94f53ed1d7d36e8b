import { expect, test } from 'vitest'
import { newRegistry } from '../../../api/operation/exposition.ts'

test('counters, histograms and gauges are written as Prometheus reads them', async () => {
  const registry = newRegistry()
  const asked = registry.counter('asked_total', 'Questions.', ['by'])
  asked.add(['a'])
  asked.add(['a'], 2)
  asked.add(['b"\\\n'])
  const took = registry.histogram('took_seconds', 'Time.', ['op'], [0.1, 1])
  for (const seconds of [0.05, 0.1, 0.5, 7]) took.observe(['get'], seconds)
  registry.gauge('things', 'How many.', [], async () => [[[], 3]])
  expect(await registry.write()).toBe(`# HELP asked_total Questions.
# TYPE asked_total counter
asked_total{by="a"} 3
asked_total{by="b\\"\\\\\\n"} 1
# HELP took_seconds Time.
# TYPE took_seconds histogram
took_seconds_bucket{op="get",le="0.1"} 2
took_seconds_bucket{op="get",le="1"} 3
took_seconds_bucket{op="get",le="+Inf"} 4
took_seconds_sum{op="get"} 7.65
took_seconds_count{op="get"} 4
# HELP things How many.
# TYPE things gauge
things 3
`)
})
