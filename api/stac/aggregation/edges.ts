/** About how many ranges numbers are counted in where nobody says which. */
const wanted = 10

/** Round numbers at even steps (1, 2 or 5 times a power of ten) of which the first is not above, and the last above, all. */
export function roundEdges(least: number, greatest: number): number[] {
  const power = greatest > least ? Math.floor(Math.log10((greatest - least) / wanted)) : 0
  const factor = [1, 2, 5, 10].find((one) => one * 10 ** power * wanted >= (greatest - least) * (1 - 1e-9))!
  const step = factor * 10 ** power
  const [first, last] = [Math.floor(least / step), Math.floor(greatest / step) + 1]
  const decimals = Math.min(100, Math.max(0, -power))
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(decimals)))
}
