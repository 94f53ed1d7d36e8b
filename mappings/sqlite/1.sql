-- The catalogue in one SQLite file, version 1 (PRAGMA user_version). Instants are milliseconds since
-- 1970-01-01T00:00:00Z. Boxes are in 10^-5 degrees, rounded outward; east lies above 180 degrees where the box
-- crosses the antimeridian.

CREATE TABLE collection (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL,
  -- What its granules cover; null while there are none. Longitudes as JSON [[west, east], ...], none across the antimeridian.
  arcs TEXT,
  south INTEGER,
  north INTEGER,
  "start" INTEGER,
  "end" INTEGER,
  -- 1 when granules went away: the extent may be too large and is counted anew when asked for.
  stale INTEGER NOT NULL DEFAULT 0,
  -- Goes up with every change of its granules.
  revision INTEGER NOT NULL DEFAULT 0
);

-- The granules of a collection by how long they last: class k holds those of at most 4^k minutes (and more than
-- 4^(k-1)), so that those of a class that reach into a period start at most 4^k minutes before it.
CREATE TABLE stratum (
  collection INTEGER NOT NULL REFERENCES collection (number),
  class INTEGER NOT NULL,
  granules INTEGER NOT NULL,
  -- Entries in `place`, and the sums of their widths and heights in degrees: to estimate what a search would read.
  places INTEGER NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL,
  -- No granule starts outside; not drawn in when granules go.
  first_start INTEGER NOT NULL,
  last_start INTEGER NOT NULL,
  PRIMARY KEY (collection, class)
) WITHOUT ROWID;

-- How many granules of a stratum start in a stretch of 2^31 milliseconds (24.9 days) since 1970: so that counting a
-- long period reads no granules.
CREATE TABLE census (
  collection INTEGER NOT NULL,
  class INTEGER NOT NULL,
  stretch INTEGER NOT NULL,
  granules INTEGER NOT NULL,
  PRIMARY KEY (collection, class, stretch)
) WITHOUT ROWID;

-- A granule's number is 2^30 x collection + 0, 1, ...: what belongs together lies together.
CREATE TABLE granule (
  number INTEGER PRIMARY KEY,
  collection INTEGER NOT NULL REFERENCES collection (number),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  class INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  west INTEGER NOT NULL,
  south INTEGER NOT NULL,
  east INTEGER NOT NULL,
  north INTEGER NOT NULL,
  properties TEXT NOT NULL,
  -- The rest of it, as JSON.
  document TEXT NOT NULL
);

CREATE UNIQUE INDEX granule_by_key ON granule (id, collection);
CREATE INDEX granule_by_time ON granule (collection, class, "start", "end", west, south, east, north);

-- Shapes stand apart, with the times again, so that deciding on many reads nothing else.
CREATE TABLE footprint (
  number INTEGER PRIMARY KEY REFERENCES granule (number),
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  places INTEGER NOT NULL,
  shape BLOB NOT NULL
);

-- `spans` is JSON, [start, end, first row, last row] a segment, with the first and last column where it has them;
-- `shapes` has their shapes in the same order, as one geometry collection.
CREATE TABLE segment (
  number INTEGER PRIMARY KEY REFERENCES granule (number),
  spans TEXT NOT NULL,
  shapes BLOB NOT NULL
);

-- Boxes that together hold a footprint: degrees, and the era, which is 256 x collection + years since 1842 (kept within
-- 0..255): one axis for both, on which collections lie apart. id = 64 x granule + 0, 1, ...
CREATE VIRTUAL TABLE place USING rtree (id, west, east, south, north, era_first, era_last);
