"""eodag's QueryStringSearch, which reads XML by XPath, against a running server, whose address is in OCEANID_URL.

Works on any catalogue that holds granules. Exits with 1 and the reason at the first thing the client gets wrong.
"""

import os
import sys
import tempfile
from urllib.request import urlopen
from xml.etree import ElementTree

# eodag keeps its configuration in the home folder, and asks the web for collections of its own providers.
home = tempfile.mkdtemp(prefix="oceanid-eodag-")
os.environ.update(HOME=home, EODAG_EXT_COLLECTIONS_CFG_FILE="", EODAG_STRICT_COLLECTIONS="False")

from eodag import EODataAccessGateway  # noqa: E402
from shapely.geometry import box  # noqa: E402

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "georss": "http://www.georss.org/georss",
    "opensearch": "http://a9.com/-/spec/opensearch/1.1/",
}

PROVIDER = """
oceanid:
  url: {base}
  search:
    type: QueryStringSearch
    api_endpoint: '{base}/opensearch/granules.atom'
    need_auth: false
    result_type: xml
    results_entry: '//ns:entry'
    pagination:
      next_page_url_tpl: '{{url}}?{{search}}&count={{limit}}&startPage={{next_page_token}}'
      total_items_nb_key_path: '//opensearch:totalResults/text()'
      max_limit: 100
      start_page: 1
    discover_metadata:
      auto_discovery: false
    metadata_mapping:
      collection:
        - 'parentIdentifier={{collection}}'
        - 'ns:category/@term'
      start_datetime:
        - 'start={{start_datetime#to_iso_utc_datetime}}'
        - '{{dc:date/text()#replace_str("/.*", "")}}'
      end_datetime:
        - 'end={{end_datetime#to_iso_utc_datetime}}'
        - '{{dc:date/text()#replace_str(".*/", "")}}'
      geometry:
        - 'geometry={{geometry#to_rounded_wkt}}'
        - '{{georss:box/text()#replace_str(r"^(\\S+) (\\S+) (\\S+) (\\S+)$", r"POLYGON((\\2 \\1,\\4 \\1,\\4 \\3,\\2 \\3,\\2 \\1))")}}'
      id: 'dc:identifier/text()'
      title: 'ns:title/text()'
      eodag:download_link: 'ns:link[@rel="enclosure"]/@href'
  products:
    GENERIC_COLLECTION:
      collection: '{{collection}}'
  download:
    type: HTTPDownload
"""


def check(holds, what):
    if not holds:
        sys.exit(f"FAILED: {what}")


def feed(url):
    with urlopen(url) as answer:
        return ElementTree.parse(answer).getroot()


def text(element, name):
    return element.find(name, NAMES).text


def main(base):
    dag = EODataAccessGateway()
    dag.update_providers_config(PROVIDER.format(base=base))
    dag.set_preferred_provider("oceanid")
    total = 0
    for collection in feed(f"{base}/opensearch/collections.atom?count=100").findall("atom:entry", NAMES):
        name = text(collection, "dc:identifier")
        south, west, north, east = map(float, text(collection, "georss:box").split())
        start, end = text(collection, "dc:date").split("/")
        page = feed(f"{base}/opensearch/granules.atom?count=100&parentIdentifier={name}")
        expected = {text(entry, "dc:identifier"): text(entry, "georss:box") for entry in page.findall("atom:entry", NAMES)}

        asked = {"provider": "oceanid", "collection": name, "start": start, "end": end, "raise_errors": True}
        found = dag.search(**asked, limit=100, count=True)
        check(found.number_matched == len(expected), f"{found.number_matched} of {len(expected)} granules of {name}")
        check({product.properties["id"] for product in found} == set(expected), f"other granules of {name}")
        pages = dag.search_iter_page(**asked, limit=2)
        seen = [product.properties["id"] for one in pages for product in one]
        check(sorted(seen) == sorted(expected), f"pages of {name}")
        for product in found:
            check(product.geometry is not None and not product.geometry.is_empty, f"{product} is nowhere")
            south, west, north, east = map(float, expected[product.properties["id"]].split())
            if west > east:
                continue
            around = box(max(west - 0.01, -180), max(south - 0.01, -90), min(east + 0.01, 180), min(north + 0.01, 90))
            inside = dag.search(**asked, geom=around, limit=100)
            check(product.properties["id"] in {one.properties["id"] for one in inside}, f"{product} not found in its box")
        total += len(expected)
    check(total > 0, "no granules at all")
    print(f"eodag: {total} granules found")


if __name__ == "__main__":
    main(os.environ["OCEANID_URL"].rstrip("/"))
