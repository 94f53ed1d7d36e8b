import { type Static, Type } from 'typebox'
import { strictForm } from '../schema.ts'
import {
  bbox,
  datetime,
  fieldsText,
  filterCrs,
  filterLang,
  filterText,
  qText,
  sortbyText,
  token,
} from '../search/parameters.ts'

export const defaultCollections = 1000
const mostCollections = 10_000

/** What a search of collections takes (STAC API Collection Search, OGC API Common part 2). */
export const CollectionSearchParameters = Type.Object(
  {
    bbox: Type.Optional({
      ...bbox,
      description: 'West, south, east, north; collections whose extent meets it match.',
    }),
    datetime: Type.Optional({
      ...datetime,
      description: 'An instant or interval; collections whose extent overlaps it match.',
    }),
    q: Type.Optional(qText),
    'filter-lang': Type.Optional(filterLang),
    'filter-crs': Type.Optional(filterCrs),
    filter: Type.Optional(filterText),
    sortby: Type.Optional(sortbyText),
    fields: Type.Optional(fieldsText),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: mostCollections,
        default: defaultCollections,
        description: `Collections on a page. A larger limit is lowered to ${mostCollections}.`,
      }),
    ),
    token: Type.Optional(token),
  },
  strictForm,
)

export type CollectionSearch = Static<typeof CollectionSearchParameters>
