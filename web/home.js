import { Animation } from './animation.js'
import { crossoverPart } from './crossovers.js'
import { find } from './element.js'
import { Histogram } from './histogram.js'
import { ResultList } from './list.js'
import { bindMap } from './map/controls.js'
import { shapeOf } from './map/shape.js'
import { comingTracks } from './predictions.js'
import { Results } from './results.js'
import { rowsInside } from './rows.js'
import { satellitePart } from './satellites.js'
import { listCollections, readCollections } from './search/collections.js'
import { bindForm } from './search/form.js'
import { findAhead, findGranule, geometryOf, selectionFor, whereOf } from './search/searcher.js'
import { askOnce, messageOf } from './service.js'
import { Session } from './session.js'
import { offerShares } from './share.js'
import { spanOf, unitFor } from './time.js'
import { say, saySpan, words } from './words.js'

/** @import { Queryable } from './types.js' */
/** @import { State } from './state.js' */
/** @import { Granule, Shape } from './types.js' */

const session = new Session()
const collections = readCollections()
/** Of the search that is shown. @type {Record<string, unknown>} */
let selection = {}
/** @type {Record<string, Queryable>} */
let queryables = {}

const seriesOf = (/** @type {string} */ id) =>
  Math.max(
    0,
    collections.findIndex((one) => one.id === id),
  )
const chosenCollections = ({ collections: ids } = session.state) =>
  ids.length === 0 ? collections : collections.filter(({ id }) => ids.includes(id))

const map = bindMap(session, {
  seriesOf,
  pointed(found, at) {
    list.mark(found.map(({ key }) => key))
    const [first] = found
    mark(first, at)
  },
  chosen(found) {
    const keys = found.map(({ key }) => key)
    // Of granules that lie over each other, each click takes the next.
    const next = found[(keys.indexOf(session.state.selected) + 1) % (found.length || 1)]
    session.change({ selected: next?.key ?? '' })
    if (next) list.select(next.key, true)
  },
})

const list = new ResultList({
  seriesOf,
  hasArea: () => session.state.area !== '',
  point: (granule) => mark(granule),
  choose(granule) {
    session.change({ selected: granule.key })
    map.goTo(granule.shape)
  },
  async rows(granule) {
    try {
      const { text, shapes } = await rowsInside(granule, selection)
      map.overlay('rows', 'rows', shapes)
      return text
    } catch (error) {
      return say(words.failed, { reason: messageOf(error) })
    }
  },
})

const results = new Results(list, (granules) => {
  map.setGranules(granules)
  showSelected(session.state)
})
const form = bindForm(session)
const showChosen = listCollections(collections, {
  change: (ids) => session.change({ collections: ids }, true),
  point(collection) {
    const { bbox } = collection ?? {}
    map.overlay('extent', 'extent', bbox ? [shapeOf(geometryOf({ bbox }))] : [])
  },
})
const histogram = new Histogram((start, end) => session.change({ start, end, day: '' }, true))
const animation = new Animation({
  async show(day) {
    session.change({ day })
    await searching
  },
  ahead: (day) => void selectionFor({ ...session.state, day }, queryables).then(findAhead, () => {}),
  stop: () => session.change({ day: '' }),
})
const setDownloads = offerShares(() => ({ state: session.state, selection, queryables }))
const markShape = (/** @type {Shape | undefined} */ shape) =>
  map.overlay('marked', 'marked', shape ? [shape] : [])
const crossovers = crossoverPart(collections, {
  change: (crossing) => session.change({ crossing }, true),
  draw: (shapes) => map.overlay('crossings', 'crossing', shapes),
  mark: markShape,
})
const satellites = satellitePart(collections, {
  change: (satellites) => session.change({ satellites }, true),
  drawTracks: (shapes) => map.overlay('satellites', 'prediction', shapes),
  draw: (shapes) => map.overlay('meetings', 'crossing', shapes),
  mark: markShape,
})

/** @param {State} state */
const asked = ({ collections, area, start, end, filters, where }) => [
  collections,
  area,
  start,
  end,
  filters,
  where,
]

/** What a part of the page depends on, as text to compare. @type {Record<string, (state: State) => unknown>} */
const dependencies = {
  results: (state) => [asked(state), state.day],
  counts: asked,
  queryables: ({ collections }) => collections,
  crossovers: ({ crossing, area, start, end }) => [crossing, area, start, end],
  predictions: ({ predictions, collections, start, end }) => [predictions, collections, start, end],
  satellites: ({ satellites, area, start, end }) => satellites && [satellites, area, start, end],
}
let searching = Promise.resolve()
/** An address that says which view shows that one. */
let shownArea = new URLSearchParams(location.search).has('at') ? session.state.area : ''

session.onChange(update)
update(session.state, undefined)

/**
 * @param {State} state
 * @param {State | undefined} before undefined at first
 */
function update(state, before) {
  const changed = (/** @type {string} */ part) =>
    !before || JSON.stringify(dependencies[part](state)) !== JSON.stringify(dependencies[part](before))
  showChosen(state.collections)
  animation.show(spanOf(chosenCollections(), state.start, state.end), state.day)
  histogram.showBrush(state.day || state.start, state.day || state.end)
  if (changed('queryables')) searching = learnQueryables(state)
  if (changed('results')) searching = results.whileBusy(searching.then(() => search(state)))
  if (changed('counts')) searching.then(() => count(state))
  if (changed('crossovers')) {
    searching.then(async () => {
      if (state.crossing || before?.crossing) await crossovers.show(state.crossing, selection)
    })
  }
  if (changed('predictions')) predict(state)
  if (changed('satellites')) searching.then(() => satellites.show(state, selection))
  if (state.selected !== before?.selected) showSelected(state)
}

/** @param {State} state */
async function learnQueryables({ collections: ids }) {
  const path =
    ids.length === 1 ? `stac/collections/${encodeURIComponent(ids[0])}/queryables` : 'stac/queryables'
  try {
    queryables = (await askOnce(path)).properties
    form.offer(queryables)
  } catch (error) {
    form.complain({ where: messageOf(error) })
  }
}

/** @param {State} state */
async function search(state) {
  const signal = results.begin()
  form.complain({})
  try {
    const where = await whereOf(state.area)
    showArea(state.area, where && shapeOf(geometryOf(where)))
    map.overlay('rows', 'rows', [])
    selection = await selectionFor(state, queryables)
  } catch (error) {
    form.complain({ area: say(words.noArea, { reason: messageOf(error) }) })
    return results.fail(error, signal)
  }
  setDownloads(selection)
  await results.find(selection, signal)
}

/**
 * An area that has come is brought into sight.
 *
 * @param {string} text
 * @param {Shape | undefined} shape
 */
function showArea(text, shape) {
  map.overlay('area', 'area', shape ? [shape] : [])
  if (shape && text !== shownArea) map.bringIntoSight(shape)
  shownArea = text
}

/** @param {State} state */
async function count(state) {
  const span = spanOf(chosenCollections(state), state.start, state.end)
  if (!span) return
  const interval = unitFor(span.start, span.end)
  const datetime = [span.start, span.end - 1].map((instant) => new Date(instant).toISOString()).join('/')
  try {
    const whole = await selectionFor({ ...state, start: '', end: '', day: '' }, queryables)
    const answer = await askOnce('stac/aggregate', {
      ...whole,
      datetime,
      aggregations: ['datetime_frequency'],
      datetime_frequency_interval: interval,
    })
    histogram.show(span, answer.aggregations[0].buckets)
  } catch {
    // What is wrong with the search is told beside the form.
    histogram.show(span, [])
  }
  const { day, start, end } = session.state
  histogram.showBrush(day || start, day || end)
}

/** @param {State} state */
async function predict(state) {
  const box = /** @type {HTMLInputElement} */ (find('#predictions'))
  const status = find('#prediction-status')
  box.checked = state.predictions
  status.textContent = ''
  map.overlay('predictions', 'prediction', [])
  if (!state.predictions) return
  Object.assign(find('#crossovers'), { open: true })
  try {
    const tracks = await comingTracks(chosenCollections(state), state.start, state.end)
    if (!session.state.predictions) return
    map.overlay('predictions', 'prediction', tracks)
    status.textContent = say(words.predicted, { n: tracks.length })
  } catch (error) {
    status.textContent = say(words.noPredictions, { reason: messageOf(error) })
  }
}
find('#predictions').addEventListener('change', ({ target }) => {
  session.change({ predictions: /** @type {HTMLInputElement} */ (target).checked }, true)
})

/** @param {State} state */
async function showSelected({ selected }) {
  const listed = results.granules.find(({ key }) => key === selected)
  const granule = listed ?? (await findGranule(selected, collections))
  if (selected !== session.state.selected) return
  map.overlay('chosen', 'chosen', granule ? [granule.shape] : [])
  list.select(selected)
}

/**
 * Marks a granule that is pointed at, in the list or on the map.
 *
 * @param {Granule | undefined} granule
 * @param {[number, number]} [at] of the pointer on the map
 */
function mark(granule, at) {
  markShape(granule?.shape)
  map.tip(granule && at ? `${granule.item.id}\n${saySpan(granule.start, granule.end)}` : '', at)
}
