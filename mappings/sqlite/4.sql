-- Version 4: what became of files, so that a later run need not read them again. `modified` is in milliseconds; `reading` is a
-- digest of how the file was read.
CREATE TABLE file (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified REAL NOT NULL,
  reading TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  collection TEXT,
  id TEXT,
  checksum TEXT,
  at INTEGER NOT NULL,
  attempts INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX file_by_granule ON file (collection, id) WHERE id IS NOT NULL;
CREATE INDEX file_failed ON file (path) WHERE outcome = 'failed';
