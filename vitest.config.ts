import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Each takes minutes, and is begun before the others so that no core waits for it in the end. */
const longest = /catalog\/elasticsearch\.test|cli\/archive\.test/
/** Has a node of its own, which is to answer in time: not beside the other. */
const last = /elasticsearch\/faults\.test/

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      longest.test(moduleId) ? 0 : last.test(moduleId) ? 2 : 1
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

// The command line and the threads that read files start often, and from the sources.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'oceanid-compile-cache')

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // What happens soon on a machine at rest takes its time on a busy one.
    expect: { poll: { timeout: 30_000 } },
    // vitest leaves one core free, which of two is half.
    maxWorkers: '100%',
    // Loading the modules anew for each file takes longer than most files: tests keep their state to themselves.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
