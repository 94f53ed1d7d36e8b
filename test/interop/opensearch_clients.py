"""OWSLib, feedparser and fastkml against a running server, whose address is in OCEANID_URL.

Works on any catalogue that holds granules. Exits with 1 and the reason at the first thing a client gets wrong.
"""

import logging
import os
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import fastkml
import feedparser
from fastkml import KML, Placemark
from lxml import etree as ElementTree
from owslib.opensearch import OpenSearch
from owslib.util import http_get

ATOM = "application/atom+xml"
GEOJSON = "application/geo+json"
NAMES = {"atom": "http://www.w3.org/2005/Atom", "os": "http://a9.com/-/spec/opensearch/1.1/"}
MOST = 40
kml_schema = ElementTree.XMLSchema(ElementTree.parse(Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"))


def check(holds, what):
    if not holds:
        sys.exit(f"FAILED: {what}")


def parse(url):
    feed = feedparser.parse(url)
    check(not feed.bozo, f"feedparser refuses {url}: {feed.get('bozo_exception')}")
    check(feed.status == 200, f"{feed.status} for {url}")
    return feed


def link(thing, rel, media_type=None):
    found = [one.href for one in thing.links if one.rel == rel and media_type in (None, one.type)]
    return found[0] if found else None


def every_entry(feed):
    """Follows the next links to the end."""
    total = int(feed.feed.opensearch_totalresults)
    entries = list(feed.entries)
    while following := link(feed.feed, "next"):
        feed = parse(following)
        entries += feed.entries
    check(len(entries) == total, f"{len(entries)} entries by next links, {total} promised")
    check(len({entry.id for entry in entries}) == total, "an entry came twice")
    return entries


def identifiers(answer):
    """Of what OWSLib makes of an Atom feed: the end of the address that is the id of an entry."""
    return [feature["id"].split("uid=", 1)[1] for feature in answer["features"]]


def extent_of(entry):
    """Box and times from the XML: feedparser gives up the box for the shape after it, and dc:date for the updated date."""
    root = ElementTree.fromstring(http_get(entry.id).content)
    south, west, north, east = root.find(".//{http://www.georss.org/georss}box").text.split()
    start, end = root.find(".//{http://purl.org/dc/elements/1.1/}date").text.split("/")
    return {"box": f"{west},{south},{east},{north}", "start": start, "end": end}


def check_granules(collection, description):
    entries = every_entry(parse(link_to_first_page(description)))
    print(f"{collection}: {len(entries)} granules")
    for entry in entries[:: max(1, len(entries) // MOST)]:
        uid = entry.id.split("uid=", 1)[1]
        asked = {**extent_of(entry), "count": "1000"}
        check(uid in identifiers(description.search(ATOM, **asked)), f"{uid} not found by {asked}")
        found = description.search(GEOJSON, **asked)["features"]
        check(entry.dc_identifier in [one["properties"]["identifier"] for one in found], f"{uid} not in GeoJSON")
        # OWSLib puts values into the template as they are.
        alone = description.search(ATOM, uid=quote(entry.dc_identifier, safe=""))
        check(identifiers(alone) == [uid], f"{uid} not found by uid")
        check("where" in entry and entry.where.type in SHAPES, f"feedparser sees no shape in {uid}")
        check(link(entry, "enclosure") and link(entry, "alternate", GEOJSON), f"{uid} lacks a link")
        check(http_get(link(entry, "alternate", GEOJSON)).json()["type"] == "Feature", f"{uid} has no STAC item")
    return entries


SHAPES = ("Polygon", "LineString", "Point", "Box", "MultiPolygon")


def check_other_formats(base, total):
    """RSS by feedparser, KML by the schema of the standard and by fastkml."""
    rss = every_entry(parse(f"{base}/opensearch/granules.rss?count=7"))
    check(len(rss) == total, f"{len(rss)} items of RSS, {total} granules")
    check(all(item.enclosures and item.published_parsed for item in rss), "an item lacks its enclosure or date")
    for level in ["granules", "collections"]:
        text = http_get(f"{base}/opensearch/{level}.kml?count=1000").content
        check(kml_schema.validate(ElementTree.fromstring(text)), f"KML of {level}: {kml_schema.error_log}")
        document = next(iter(KML.from_string(text, strict=True).features))
        marks = [one for one in document.features if isinstance(one, Placemark)]
        check(marks and all(one.geometry and one.times for one in marks), f"a place mark of {level} lacks shape or time")
        check(level == "collections" or len(marks) == total, f"{len(marks)} place marks, {total} granules")


def link_to_first_page(description):
    template = description.description.urls[ATOM]["template"]
    return template.split("&", 1)[0] + "&count=7"


def check_script_for_ifremer(base, collection, entries):
    """As scripts for the service of Ifremer page: from 0, with their own names, times without a zone."""
    seen = []
    page = 0
    while True:
        query = {
            "datasetId": collection,
            "timeStart": "1950-01-01T00:00:00",
            "timeEnd": "2100-01-01T00:00:00",
            "geoBox": "-180.0,-90.0,180.0,90.0",
            "startPage": page,
            "count": 5,
        }
        feed = parse(f"{base}/granules.atom?{urlencode(query)}")
        seen += [entry.id for entry in feed.entries]
        page += 1
        if int(feed.feed.opensearch_totalresults) <= page * 5:
            break
    check(seen == [entry.id for entry in entries], f"pages of {collection} by the names of Ifremer")


def main(base):
    # OWSLib warns of each link whose relation it does not know.
    logging.getLogger("owslib").setLevel(logging.ERROR)
    general = OpenSearch(f"{base}/opensearch")
    check("CEOS-OS-BP-V1.1/L3" in general.description.tags, "tags")
    check(general.description.urls[ATOM]["rel"] == "results", "OWSLib searches granules by the general description")
    check(general.search(ATOM, count="3")["features"], "OWSLib finds granules in the catalogue")

    collections = every_entry(parse(f"{base}/opensearch/collections.atom?count=2"))
    total = 0
    for collection in collections:
        address = link(collection, "search", "application/opensearchdescription+xml")
        entries = check_granules(collection.dc_identifier, OpenSearch(address))
        check_script_for_ifremer(base, collection.dc_identifier, entries)
        total += len(entries)
    everything = ElementTree.fromstring(http_get(f"{base}/granules.atom?count=0").content)
    check(int(everything.find("os:totalResults", NAMES).text) == total, "the total over all collections")
    check_other_formats(base, total)
    print(f"OWSLib, feedparser and fastkml: {total} granules of {len(collections)} collections found")


if __name__ == "__main__":
    main(os.environ["OCEANID_URL"].rstrip("/"))
