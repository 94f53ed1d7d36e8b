/** What pages say, in English. Other languages have the same, or are refused by the compiler. */
export const en = {
  site: {
    tagline: 'Search satellite and in situ granules by where they are on Earth and when.',
    skip: 'Skip to the content',
    home: 'Map',
    collections: 'Collections',
    api: 'API',
    records: 'Records',
    navigation: 'Site',
    languages: 'Language',
  },
  counted: {
    granule: { one: 'granule', other: 'granules' },
    collection: { one: 'collection', other: 'collections' },
  },
}

export type Words = typeof en

/** A noun as it stands after a number. */
export type Noun = keyof Words['counted']
