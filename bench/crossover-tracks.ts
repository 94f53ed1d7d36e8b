/**
 * How long it takes to cross the ground tracks of two missions, all pairs of passes, once they are decoded: within three hours
 * and over any difference in time; against brute force on a part of them and, for Python, shapely's STRtree on pieces of the
 * same tracks and pyinterp, all in the same run and in processor time. Also what a track costs: bytes, fitting and decoding.
 *
 *   node bench/crossover-tracks.ts       ten days of two missions in ../shared/crossovers
 *   OCEANID_TEST_PYTHON=python3          the Python that has shapely, netCDF4 and maybe pyinterp
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { crossTracks } from '../catalog/crossovers/tracks/cross.ts'
import { toVector } from '../catalog/geometry/sphere.ts'
import { decodeTracks } from '../catalog/track/decode.ts'
import { encodeTracks } from '../catalog/track/encode.ts'
import type { Track } from '../catalog/track/track.ts'
import { cutPasses, type Pass, readPasses } from '../test/catalog/crossovers/passes.ts'

const folder = fileURLToPath(new URL('../../shared/crossovers/', import.meta.url))
const files = [`${folder}ref_jason.nc`, `${folder}ref_s3.nc`] as const
const hour = 3_600_000
const rounds = 9

/** Milliseconds of processor, which other work on the machine changes less: the least of some rounds, and the median. */
function measure(work: () => void): [least: number, median: number] {
  const times = Array.from({ length: rounds }, () => {
    const used = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(used)
    return (user + system) / 1000
  }).sort((a, b) => a - b)
  return [times[0]!, times[rounds >> 1]!]
}

function crossAll(a: Track[][], b: Track[][], most: number): number {
  const window = { least: -most, greatest: most }
  let found = 0
  for (const one of a) {
    for (const other of b) {
      if (other[0]!.start - one[0]!.end > most || one[0]!.start - other[0]!.end > most) continue
      found += crossTracks(one, other, { window }).length
    }
  }
  return found
}

/** Every step of one pass against every step of another: the signs of triple products, nothing else. */
function bruteForce(a: Pass, b: Pass): number {
  const vectors = ({ lon, lat }: Pass) => Array.from(lon, (x, i) => toVector(x, lat[i]!))
  const [p, q] = [vectors(a), vectors(b)]
  const normals = (v: [number, number, number][]) =>
    v.slice(1).map(([x, y, z], i) => {
      const [u, s, t] = v[i]!
      return [s * z - t * y, t * x - u * z, u * y - s * x] as const
    })
  const [m, n] = [normals(p), normals(q)]
  let found = 0
  for (let i = 0; i < m.length; i++) {
    const [mx, my, mz] = m[i]!
    let before = mx * q[0]![0] + my * q[0]![1] + mz * q[0]![2] > 0
    for (let j = 0; j < n.length; j++) {
      const [x, y, z] = q[j + 1]!
      const after = mx * x + my * y + mz * z > 0
      if (before !== after) {
        const [nx, ny, nz] = n[j]!
        const [f, g] = [p[i]!, p[i + 1]!]
        const crosses = nx * f[0] + ny * f[1] + nz * f[2] > 0 !== nx * g[0] + ny * g[1] + nz * g[2] > 0
        if (crosses && f[0] * x + f[1] * y + f[2] * z > 0) found++
      }
      before = after
    }
  }
  return found
}

const missions = (await Promise.all(files.map(readPasses))).map(cutPasses) as [Pass[], Pass[]]
const began = performance.now()
const encoded = missions.map((passes) => passes.map((pass) => encodeTracks([pass])!)) as [
  Uint8Array[],
  Uint8Array[],
]
const fitMs = performance.now() - began
const all = encoded.flat()
const bytes = all.reduce((sum, { length }) => sum + length, 0)
const [decodeMs] = measure(() => all.forEach(decodeTracks))
const [a, b] = encoded.map((tracks) => tracks.map(decodeTracks)) as [Track[][], Track[][]]
console.log(`${all.length} passes at 1 Hz: ${(bytes / all.length).toFixed(0)} bytes a track,`)
console.log(
  `  fitted in ${(fitMs / all.length).toFixed(2)} ms, decoded in ${(decodeMs / all.length).toFixed(3)} ms each`,
)

const figures = new Map<string, number>()
for (const [name, most] of [
  ['within 3 h', 3 * hour],
  ['over any difference', Infinity],
] as const) {
  let found = 0
  const [least, median] = measure(() => {
    found = crossAll(a, b, most)
  })
  figures.set(name, least)
  console.log(`${name}: ${found} crossings, ${least.toFixed(1)} ms at least, ${median.toFixed(1)} ms median`)
}

const part = missions[1].slice(0, 12)
let [byForce, byTracks] = [0, 0]
const forceBegan = performance.now()
for (const pass of part) byForce += bruteForce(missions[0][1]!, pass)
const forceMs = performance.now() - forceBegan
const [tracksMs] = measure(() => {
  byTracks = crossAll([a[1]!], b.slice(0, part.length), Infinity)
})
console.log(
  `one pass with ${part.length}: brute force ${byForce} crossings in ${forceMs.toFixed(0)} ms, tracks ${byTracks} in ${tracksMs.toFixed(3)} ms (${(forceMs / tracksMs).toFixed(0)} times faster)`,
)

const python = process.env.OCEANID_TEST_PYTHON ?? 'python3'
const script = fileURLToPath(new URL('cross_tracks.py', import.meta.url))
const { status, stdout, stderr } = spawnSync(python, [script, ...files], { encoding: 'utf8' })
if (status !== 0) console.log(`no reference: ${python} says ${stderr.trim().split('\n').at(-1)}`)
for (const line of stdout?.trim().split('\n').filter(Boolean) ?? []) {
  const { program, window, found, milliseconds } = JSON.parse(line) as Record<string, string | number>
  const ratio = Number(milliseconds) / figures.get(String(window))!
  console.log(
    `${program}, ${window}: ${found} crossings, ${Number(milliseconds).toFixed(0)} ms: tracks are ${ratio.toFixed(1)} times faster`,
  )
}
