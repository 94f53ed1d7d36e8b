/** A date or a date and time in a name, or a number so long that it counts files: what changes from file to file. */
const changing =
  /(19|20)\d{2}[-_/.]?(0[1-9]|1[0-2])[-_/.]?([0-2]\d|3[01])|(?<!\d)(19|20)\d{2}[-_]?[0-3]\d{2}(?!\d)|\d{6,}/

/** Whether a text names a product: not a file, an address, a unique identifier or a number, and without a date. */
export function namesProduct(text: string): boolean {
  const plain = text.trim()
  if (plain.length > 120 || plain.includes('\n') || !/[a-z]{2}/i.test(plain)) return false
  if (/^(https?:|doi:|10\.\d{4})/i.test(plain) || /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(plain)) return false
  return !/\.(nc4?|h5|hdf5?|he5|hdf)$/i.test(plain) && !changing.test(plain)
}

/**
 * What the name of a file starts with before its date, without the numbers (cycles, passes, orbits) that stand last:
 * `S5P_OFFL_L2__CH4` of `S5P_OFFL_L2__CH4____20190311T101655_...`.
 * @returns undefined when there is no date, or too little before it
 */
export function productPrefix(name: string): string | undefined {
  const match = name.trim().match(changing)
  if (match?.index === undefined || /\s/.test(name.trim())) return undefined
  const prefix = sanitise(name.trim().slice(0, match.index)).replace(/([-_.]+\d{2,})+$/, '')
  return prefix.length >= 4 && /[a-z]{2}/i.test(prefix) ? prefix : undefined
}

/**
 * What the name of a file starts with before its first number of three digits or more, which is a date, an orbit or a
 * count: `NSS.MHSX.NN` of `NSS.MHSX.NN.D07001.S0000.E0155.B0832728.WI.h5`.
 * @returns undefined when that holds fewer than three letters
 */
export function fileNameStem(name: string): string | undefined {
  const words = name.replace(/\.[^.]*$/, '').split(/(?<=[-_.])/)
  const numbered = words.findIndex((word) => /\d{3}/.test(word))
  const stem = sanitise((numbered < 0 ? words : words.slice(0, numbered)).join(''))
  return stem.replace(/[^a-z]/gi, '').length >= 3 ? stem : undefined
}

/** A title on one line, up to the first word with a date in it. */
export function withoutDates(title: string): string {
  const words = title.replace(/\s+/g, ' ').trim().split(' ')
  const dated = words.findIndex((word) => changing.test(word))
  const kept = dated < 0 ? words : words.slice(0, dated)
  while (kept.length > 0 && /^(from|on|of|for|at|the|in|since|\W*)$/i.test(kept.at(-1)!)) kept.pop()
  return kept
    .join(' ')
    .replace(/[,;:(-]+$/, '')
    .trim()
}

/** Letters, digits, `.`, `_` and `-`; everything else becomes one `-`. */
export function sanitise(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '')
}
