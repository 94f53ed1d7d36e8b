import type { Words } from './en.ts'

/** What pages say, in French. */
export const fr: Words = {
  site: {
    tagline: 'Chercher des granules satellitaires et in situ par leur lieu sur Terre et leur date.',
    skip: 'Aller au contenu',
    home: 'Carte',
    collections: 'Collections',
    api: 'API',
    records: 'Fiches',
    navigation: 'Site',
    languages: 'Langue',
  },
  counted: {
    granule: { one: 'granule', other: 'granules' },
    collection: { one: 'collection', other: 'collections' },
  },
}
