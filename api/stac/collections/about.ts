/** An SPDX identifier, and no expression of several or one of STAC's own words for none. */
const spdx = /^(?!other$|proprietary$|various$)[\w.+-]+$/

/** Where a licence is written out; undefined for one without an SPDX identifier. */
export function licenseUrl(license: string): string | undefined {
  return spdx.test(license) ? `https://spdx.org/licenses/${license}.html` : undefined
}

export function doiUrl(doi: string): string {
  return `https://doi.org/${encodeURI(doi)}`
}
