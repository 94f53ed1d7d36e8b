/** Values of labels, in the order of the names. */
type Labels = readonly (string | number)[]

export interface Counter {
  add(labels: Labels, by?: number): void
}

export interface Histogram {
  /** Seconds. */
  observe(labels: Labels, value: number): void
}

/** Figures that a monitor reads: the text format of Prometheus, version 0.0.4. */
export interface Registry {
  counter(name: string, help: string, labels: readonly string[]): Counter
  histogram(name: string, help: string, labels: readonly string[], bounds: readonly number[]): Histogram
  /** Values that are looked up when they are asked for. */
  gauge(
    name: string,
    help: string,
    labels: readonly string[],
    read: () => Promise<(readonly [Labels, number])[]>,
  ): void
  write(): Promise<string>
}

interface Distribution {
  labels: Labels
  /** How many were at most each bound, and above the bound before it. */
  counts: number[]
  count: number
  sum: number
}

export function newRegistry(): Registry {
  const writers: (() => Promise<string>)[] = []
  const add = (name: string, help: string, type: string, write: () => Promise<string[]>) => {
    writers.push(async () => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${(await write()).join('')}`)
  }
  return {
    counter(name, help, names) {
      const values = new Map<string, { labels: Labels; value: number }>()
      add(name, help, 'counter', async () =>
        [...values.values()].map(({ labels, value }) => line(name, names, labels, value)),
      )
      return {
        add(labels, by = 1) {
          const key = labels.join('\0')
          const known = values.get(key)
          if (known) known.value += by
          else values.set(key, { labels, value: by })
        },
      }
    },

    histogram(name, help, names, bounds) {
      const known = new Map<string, Distribution>()
      add(name, help, 'histogram', async () =>
        [...known.values()].flatMap((one) => linesOf(name, names, bounds, one)),
      )
      return {
        observe(labels, value) {
          const key = labels.join('\0')
          const one = known.get(key) ?? { labels, counts: bounds.map(() => 0), count: 0, sum: 0 }
          known.set(key, one)
          one.count++
          one.sum += value
          const at = bounds.findIndex((bound) => value <= bound)
          if (at !== -1) one.counts[at]!++
        },
      }
    },

    gauge(name, help, names, read) {
      add(name, help, 'gauge', async () =>
        (await read()).map(([labels, value]) => line(name, names, labels, value)),
      )
    },

    write: async () => (await Promise.all(writers.map((write) => write()))).join(''),
  }
}

function linesOf(
  name: string,
  names: readonly string[],
  bounds: readonly number[],
  { labels, counts, count, sum }: Distribution,
): string[] {
  let below = 0
  const buckets = bounds.map((bound, i) => {
    below += counts[i]!
    return line(`${name}_bucket`, [...names, 'le'], [...labels, bound], below)
  })
  return [
    ...buckets,
    line(`${name}_bucket`, [...names, 'le'], [...labels, '+Inf'], count),
    line(`${name}_sum`, names, labels, sum),
    line(`${name}_count`, names, labels, count),
  ]
}

function line(name: string, names: readonly string[], labels: Labels, value: number): string {
  const written = names.map((label, i) => `${label}="${escapeLabel(String(labels[i]))}"`).join(',')
  return `${name}${written === '' ? '' : `{${written}}`} ${value}\n`
}

function escapeLabel(text: string): string {
  return text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)
}
