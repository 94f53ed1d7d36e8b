-- Version 2: the ground tracks of granules that have one, as catalog/track encodes them. They stand apart, since most
-- searches do not read them.
CREATE TABLE track (
  number INTEGER PRIMARY KEY REFERENCES granule (number),
  tracks BLOB NOT NULL
);
