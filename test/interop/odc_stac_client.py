"""What pystac-client finds on a server, whose address is in OCEANID_URL, odc-stac reads as its own items.

odc-stac loads rasters that lie on a grid in a projection; granules in NetCDF and HDF5 are none, and no pixels are read
here. It parses the items, their assets, and where and when they are.
"""

import os
import sys

from odc.stac import parse_items
from pystac_client import Client
from shapely.geometry import shape


def check(holds, what):
    if not holds:
        sys.exit(f"FAILED: {what}")


def main(base):
    found = list(Client.open(f"{base}/stac").search(limit=100).items())
    check(len(found) > 0, "no items at all")
    for item, parsed in zip(found, parse_items(found), strict=True):
        check((parsed.collection.name, parsed.id) == (item.collection_id, item.id), f"another item than {item.id}")
        check(parsed.nominal_datetime == item.datetime, f"the time of {item.id}")
        check(parsed.geometry is not None, f"no shape of {item.id}")
        check(parsed.geometry.geom.equals(shape(item.geometry)), f"the shape of {item.id}")
        check(parsed.collection.bands is not None, f"the assets of {item.id}")
    print(f"odc-stac: {len(found)} items parsed")


if __name__ == "__main__":
    main(os.environ["OCEANID_URL"].rstrip("/"))
