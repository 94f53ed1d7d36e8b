-- Statistics of use, in a file of their own beside the catalogue. A collection that is empty stands for all searches.
CREATE TABLE IF NOT EXISTS use (
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  collection TEXT NOT NULL,
  protocol TEXT NOT NULL,
  client TEXT NOT NULL,
  requests INTEGER NOT NULL,
  granules INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (day, kind, collection, protocol, client)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS cell (
  day TEXT NOT NULL,
  collection TEXT NOT NULL,
  cell INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (day, collection, cell)
) WITHOUT ROWID;
