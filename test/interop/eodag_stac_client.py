"""eodag's StacSearch against a running server, whose address is in OCEANID_URL: counts, pages, areas and times.

Works on any catalogue that holds granules. Exits with 1 and the reason at the first thing the client gets wrong.
"""

import json
import os
import sys
import tempfile
from urllib.request import urlopen

# eodag keeps its configuration in the home folder, and asks the web for collections of its own providers.
home = tempfile.mkdtemp(prefix="oceanid-eodag-")
os.environ.update(HOME=home, EODAG_EXT_COLLECTIONS_CFG_FILE="", EODAG_STRICT_COLLECTIONS="False")

from eodag import EODataAccessGateway  # noqa: E402
from shapely.geometry import shape  # noqa: E402

PROVIDER = """
oceanid_stac:
  url: {base}/stac
  search:
    type: StacSearch
    api_endpoint: '{base}/stac/search'
    need_auth: false
  products:
    GENERIC_COLLECTION:
      collection: '{{collection}}'
  download:
    type: HTTPDownload
"""


def check(holds, what):
    if not holds:
        sys.exit(f"FAILED: {what}")


def get(url):
    with urlopen(url) as answer:
        return json.load(answer)


def ids(products):
    return sorted(product.properties["id"] for product in products)


def main(base):
    dag = EODataAccessGateway()
    dag.update_providers_config(PROVIDER.format(base=base))
    dag.set_preferred_provider("oceanid_stac")
    total = 0
    for collection in get(f"{base}/stac/collections")["collections"]:
        name = collection["id"]
        items = get(f"{base}/stac/collections/{name}/items?limit=1000")["features"]
        expected = sorted(item["id"] for item in items)
        if not expected:
            continue
        [[start, end]] = collection["extent"]["temporal"]["interval"]
        asked = {"provider": "oceanid_stac", "collection": name, "start": start, "end": end, "raise_errors": True}
        found = dag.search(**asked, limit=1000, count=True)
        check(found.number_matched == len(expected), f"{found.number_matched} of {len(expected)} items of {name}")
        check(ids(found) == expected, f"other items of {name}")
        pages = dag.search_iter_page(**asked, limit=2)
        check(ids(product for page in pages for product in page) == expected, f"pages of {name}")
        item = items[0]
        inside = dag.search(**asked, geom=shape(item["geometry"]), limit=1000)
        check(item["id"] in ids(inside), f"{item['id']} not found by its own shape")
        total += len(expected)
    check(total > 0, "no items at all")
    print(f"eodag StacSearch: {total} items found")


if __name__ == "__main__":
    main(os.environ["OCEANID_URL"].rstrip("/"))
