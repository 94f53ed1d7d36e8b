"""Says of each GeoJSON geometry on standard input, one a line, what shapely finds wrong with it; nothing for valid ones."""

import json
import sys

from shapely import is_valid_reason
from shapely.geometry import shape

for number, line in enumerate(sys.stdin):
    geometry = shape(json.loads(line))
    if not geometry.is_valid:
        print(f"{number}: {is_valid_reason(geometry)}")
