import h5wasm from 'h5wasm/node'

let loading: Promise<typeof h5wasm> | undefined

/** The HDF5 library of this thread, told to throw where it would otherwise go on with garbage. */
export function loadHdf5(): Promise<typeof h5wasm> {
  loading ??= h5wasm.ready.then((module) => {
    module.activate_throwing_error_handler()
    return h5wasm
  })
  return loading
}
