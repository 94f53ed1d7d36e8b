"""Says of each pair of GeoJSON geometries on standard input, one pair a line, how the first stands to the second: the names of
`relations` in catalog/query.ts, in their order. `within` and `contains` hold on the boundary too, so they are asked as
covered_by and covers."""

import json
import sys

from shapely.geometry import shape

RELATIONS = [
    ("intersects", "intersects"),
    ("disjoint", "disjoint"),
    ("within", "covered_by"),
    ("contains", "covers"),
    ("equals", "equals"),
    ("touches", "touches"),
    ("crosses", "crosses"),
    ("overlaps", "overlaps"),
]

for line in sys.stdin:
    first, second = (shape(geometry) for geometry in json.loads(line))
    print(" ".join(name for name, method in RELATIONS if getattr(first, method)(second)))
