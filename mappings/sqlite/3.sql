-- Version 3: what the granules of a collection have, counted as they come and go, so that naming it reads none of them.
-- Bounds of numbers only widen. `occurrences` is JSON, [[text, granules], ...] of strings and lists of strings, null once
-- there were too many.
CREATE TABLE vocabulary (
  collection INTEGER NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  granules INTEGER NOT NULL,
  least REAL,
  greatest REAL,
  occurrences TEXT,
  PRIMARY KEY (collection, name, type)
) WITHOUT ROWID;

WITH
  property AS (
    SELECT
      g.number, g.collection, p.key AS name, p.value,
      CASE p.type
        WHEN 'array' THEN 'string[]' WHEN 'text' THEN 'string' WHEN 'integer' THEN 'number' WHEN 'real' THEN 'number'
        ELSE 'boolean'
      END AS type
    FROM granule g, json_each(g.properties) p
    WHERE p.type <> 'array' OR json_array_length(p.value) > 0
  ),
  text AS (
    SELECT collection, name, type, number, value FROM property WHERE type = 'string'
    UNION
    SELECT p.collection, p.name, p.type, p.number, e.value FROM property p, json_each(p.value) e WHERE p.type = 'string[]'
  ),
  occurrence AS (
    SELECT collection, name, type, value, count(*) AS granules FROM text GROUP BY 1, 2, 3, 4
  )
INSERT INTO vocabulary
SELECT
  collection, name, type, count(*),
  CASE type WHEN 'number' THEN min(value) END, CASE type WHEN 'number' THEN max(value) END,
  (SELECT CASE WHEN count(*) <= 128 THEN json_group_array(json_array(o.value, o.granules)) END
   FROM occurrence o WHERE o.collection = p.collection AND o.name = p.name AND o.type = p.type)
FROM property p GROUP BY collection, name, type;
