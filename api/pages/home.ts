import type { CollectionSummary } from '../../catalog/granule.ts'
import { descriptionUrl } from '../opensearch/links.ts'
import { escapeXml } from '../opensearch/xml.ts'
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
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Oceanid</title>
<meta name="description" content="${escapeXml(reader.words.site.tagline)}">
<link rel="stylesheet" href="web/theme.css">
<link rel="stylesheet" href="web/map.css">
<link rel="stylesheet" href="web/form.css">
<link rel="stylesheet" href="web/list.css">
<link rel="stylesheet" href="web/stage.css">
<link rel="icon" type="image/svg+xml" href="web/icon.svg">
<link rel="search" type="application/opensearchdescription+xml" title="Oceanid" href="${escapeXml(descriptionUrl(base))}">
<link rel="preload" as="fetch" type="application/json" href="${library('coarseCoasts')}" crossorigin>
${modules.map((path) => `<link rel="modulepreload" href="web/${path}">`).join('\n')}
<script defer src="${library('array')}"></script>
<script defer src="${library('geo')}"></script>
<script defer src="${library('topojson')}"></script>
<script type="module" src="web/home.js"></script>
</head>
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
