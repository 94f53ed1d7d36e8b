import type * as h5wasm from 'h5wasm/node'

/** The HDF5 library, as its package has it. */
export type Hdf5Module = typeof h5wasm

let started: Hdf5Module | undefined
let wanted = false

/** Whether something in this thread could not go on without the library: `startLibrary`, and begin again. */
export function lacksLibrary(): boolean {
  return wanted && started === undefined
}

/**
 * Starts the HDF5 library in this thread. It takes 40 MB and as long as some fifty files, and nearly all files are read
 * without it: so that is done when one is met that is not.
 */
export async function startLibrary(): Promise<void> {
  const module = await import('h5wasm/node')
  await module.ready
  started = module
}

/**
 * The library, told to throw where it would otherwise go on with garbage. It is told for each file: what it throws out of a
 * damaged one may leave it silent for those that follow.
 * @throws Error where it is not started, which `lacksLibrary` then says
 */
export function useLibrary(): Hdf5Module {
  wanted = true
  if (started === undefined) throw new Error('only the HDF5 library can read it, which is not started')
  started.Module.activate_throwing_error_handler()
  return started
}
