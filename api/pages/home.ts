import type { CollectionSummary } from '../../catalog/granule.ts'
import { descriptionLink } from '../opensearch/links.ts'
import { escapeXml } from '../opensearch/xml.ts'
import { writeHead } from '../page-head.ts'
import { ownSection } from './home-own.ts'
import { resultsPart, searchForm } from './home-search.ts'
import { stage } from './home-stage.ts'
import { libraryFiles } from './libraries.ts'
import type { PageLink } from './links.ts'
import { modulesOf } from './modules.ts'
import { navigation } from './page.ts'
import type { Reader } from './reader.ts'
import { mapEn } from './words/map-en.ts'
import { mapFr } from './words/map-fr.ts'

const mapWords = { en: mapEn, fr: mapFr }

/** The page with the map. It loads nothing from elsewhere, and without its script the form still finds granules, as Atom. */
export function homePage(reader: Reader, links: PageLink[], collections: CollectionSummary[]): string {
  const { base, language, formats } = reader
  const say = mapWords[language]
  const granules = collections.reduce((sum, collection) => sum + collection.granules, 0)
  const library = (file: keyof typeof libraryFiles) => `web/lib/${libraryFiles[file].name}`
  const modules = [...modulesOf('home.js'), `words/${language}.js`]
  const head = writeHead({
    language,
    base,
    title: 'Oceanid',
    description: reader.words.site.tagline,
    styles: ['map.css', 'form.css', 'list.css', 'stage.css'],
    links: [descriptionLink(base)],
    more: `<link rel="preload" as="fetch" type="application/json" href="${library('coarseCoasts')}" crossorigin>
${modules.map((path) => `<link rel="modulepreload" href="web/${path}">`).join('\n')}
<script defer src="${library('array')}"></script>
<script defer src="${library('geo')}"></script>
<script defer src="${library('topojson')}"></script>
<script type="module" src="web/home.js"></script>`,
  })
  return `${head}
<body>
<a class="skip" href="#search">${escapeXml(say.search)}</a>
<a class="skip" href="#results-heading">${escapeXml(say.results)}</a>
<header>${navigation(reader)}</header>
<main>
<h1 class="unseen">${escapeXml(say.lead)}</h1>
${stage(say, { coarse: library('coarseCoasts'), fine: library('fineCoasts') })}
<div class="panel">
<p class="holdings">${formats.count(granules, 'granule')} · ${formats.count(collections.length, 'collection')}</p>
${collections.length === 0 ? `<p>${escapeXml(say.empty)}</p>` : ''}
${searchForm(say, collections, formats)}
${resultsPart(say)}
${ownSection(say, base, links, collections)}
</div>
</main>
</body>
</html>
`
}
