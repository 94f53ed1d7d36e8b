-- Version 5: what granules have, name by name, so that a condition reads that alone. A block holds the granules whose
-- number divided by 256 is its own.
CREATE TABLE block (
  number INTEGER PRIMARY KEY,
  -- Another whenever one of its columns changes, also from those of a block that had the number before.
  revision INTEGER NOT NULL
);

-- `start`, `end`, `updated`, `kind` and the properties, as JSON: see catalog/sqlite/column.ts. Null where they are too long
-- to be kept twice, and are to be read from the granules.
CREATE TABLE "column" (
  block INTEGER NOT NULL,
  name TEXT NOT NULL,
  "values" TEXT
);

CREATE UNIQUE INDEX column_by_key ON "column" (block, name);
