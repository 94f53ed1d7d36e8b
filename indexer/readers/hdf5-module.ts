import h5wasm from 'h5wasm/node'

/**
 * The HDF5 library of this thread, told to throw where it would otherwise go on with garbage. It is told for each file: what
 * the library throws out of a damaged one may leave it silent for those that follow.
 */
export async function loadHdf5(): Promise<typeof h5wasm> {
  const module = await h5wasm.ready
  module.activate_throwing_error_handler()
  return h5wasm
}
