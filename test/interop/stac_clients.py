"""What pystac-client finds is what shapely says it should, and all of it is valid STAC.

OCEANID_URL is the server. STAC_SCHEMAS, where it is set, is a folder of the extensions' schemas by host and path,
for machines that cannot fetch them.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from datetime import datetime, timedelta
from urllib.parse import urlparse

import pystac
import requests
from pystac.validation import RegisteredValidator, validate_dict
from pystac_client import Client
from pystac_client.exceptions import APIError
from shapely import box
from shapely.geometry import MultiPolygon, mapping, shape

URL = os.environ["OCEANID_URL"].rstrip("/") + "/stac"
SCHEMAS = os.environ.get("STAC_SCHEMAS")
KEY = os.environ.get("OCEANID_WRITE_KEY")
QUICK = "INTEROP_QUICK" in os.environ

# Fields of numbers that may tell items of a collection apart.
NUMBERS = ["sat:absolute_orbit", "oceanid:pass", "sat:relative_orbit", "sat:orbit_cycle"]

BOXES = [
    (-180, -90, 180, 90),
    (-30, -30, 30, 30),
    (0, 40, 20, 60),
    (170, -30, -170, 30),
    (100, -60, -60, 0),
    (-180, 80, 180, 90),
    (-180, -90, 180, -80),
    (12, -3, 13, -2),
]


def area_of(bbox):
    west, south, east, north = bbox
    if west <= east:
        return box(*bbox)
    return MultiPolygon([box(west, south, 180, north), box(-180, south, east, north)])


def keys_of(items):
    return sorted((item.collection_id, item.id) for item in items)


def span_of(item):
    start = item.common_metadata.start_datetime or item.datetime
    end = item.common_metadata.end_datetime or item.datetime
    return start, end


def path_of(folder, uri):
    parsed = urlparse(uri)
    return os.path.join(folder, parsed.netloc, parsed.path.lstrip("/"))


# For the sitecustomize.py of STAC_SCHEMAS: pystac fetches by urllib3 where it is installed.
URLLIB3 = """
try:
    import urllib3
    request_as_ever = urllib3.PoolManager.request
    def request_here(self, method, url, **options):
        path = local(url)
        if path is None: return request_as_ever(self, method, url, **options)
        return urllib3.HTTPResponse(body=io.BytesIO(open(path, "rb").read()), status=200, preload_content=False)
    urllib3.PoolManager.request = request_here
except ImportError: pass
"""


def prepare_schemas(uris, folder):
    """A copy of STAC_SCHEMAS in which what is not there allows everything, and pystac told of the extensions."""
    for parent, _, names in os.walk(SCHEMAS):
        os.makedirs(os.path.join(folder, os.path.relpath(parent, SCHEMAS)), exist_ok=True)
        for name in names:
            shutil.copyfile(os.path.join(parent, name), os.path.join(folder, os.path.relpath(parent, SCHEMAS), name))
    with open(os.path.join(folder, "sitecustomize.py"), "a") as file:
        file.write(URLLIB3)
    for uri in sorted(uris):
        path = path_of(folder, uri)
        if not os.path.isfile(path):
            print(f"NOT CHECKED: {uri} is not in STAC_SCHEMAS", file=sys.stderr)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                json.dump({"$schema": "http://json-schema.org/draft-07/schema#", "$id": uri}, file)
        with open(path) as file:
            RegisteredValidator.get_validator().schema_cache[uri] = json.load(file)


class StacClients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = Client.open(URL)
        cls.items = list(cls.client.search(limit=1000).items())
        if len(cls.items) < 5:
            raise unittest.SkipTest("the catalogue holds too little to compare")
        cls.schemas = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.schemas.cleanup)
        if SCHEMAS is not None:
            described = cls.items + list(cls.client.get_collections())
            prepare_schemas({uri for one in described for uri in one.stac_extensions}, cls.schemas.name)

    def found(self, method="POST", **query):
        search = self.client.search(method=method, limit=3, **query)
        items = list(search.items())
        self.assertEqual(len(items), len(set(keys_of(items))), "an item came twice")
        self.assertEqual(search.matched(), len(items))
        return keys_of(items)

    def test_conforms_to_what_it_serves(self):
        for name in ["core", "collections", "ogcapi-features", "item-search", "browseable"]:
            self.assertIn(f"https://api.stacspec.org/v1.0.0/{name}", self.client.get_conforms_to())
        for name in ["fields", "sort", "query", "filter"]:
            self.assertIn(f"https://api.stacspec.org/v1.0.0/item-search#{name}", self.client.get_conforms_to())

    def test_sorted(self):
        for sortby in ["datetime", "-datetime", "-id", "+id"]:
            for method in ["GET", "POST"]:
                search = self.client.search(method=method, limit=4, sortby=sortby)
                name = sortby.lstrip("+-")
                found = [item.id if name == "id" else item.properties[name] for item in search.items()]
                self.assertEqual(found, sorted(found, reverse=sortby.startswith("-")), sortby)
                self.assertEqual(len(found), len(self.items))

    def test_fields(self):
        for method in ["GET", "POST"]:
            search = self.client.search(method=method, fields=["id", "properties.datetime"], max_items=3)
            for item in search.items_as_dicts():
                self.assertEqual(set(item), {"type", "stac_version", "id", "collection", "properties"})
                self.assertEqual(set(item["properties"]), {"datetime"})

    def test_filters(self):
        platform = next(item.properties["platform"] for item in self.items if "platform" in item.properties)
        own = keys_of(item for item in self.items if item.properties.get("platform") == platform)
        text = f"platform = '{platform}'"
        as_json = {"op": "=", "args": [{"property": "platform"}, platform]}
        self.assertEqual(self.found("GET", filter=text, filter_lang="cql2-text"), own)
        self.assertEqual(self.found("POST", filter=as_json, filter_lang="cql2-json"), own)
        self.assertEqual(self.found("POST", query={"platform": {"eq": platform}}), own)
        area = box(-30, -30, 30, 30)
        shapes = {"op": "s_intersects", "args": [{"property": "geometry"}, mapping(area)]}
        expected = keys_of(item for item in self.items if shape(item.geometry).intersects(area))
        self.assertEqual(self.found("POST", filter=shapes, filter_lang="cql2-json"), expected)

    def test_collections_are_searched(self):
        words = self.items[0].collection_id
        found = [collection.id for collection in self.client.collection_search(q=f'"{words}"').collections()]
        self.assertEqual(found, [words])

    def test_queryables(self):
        item = next(item for item in self.items if "platform" in item.properties)
        collection = self.client.get_collection(item.collection_id)
        self.assertIn("platform", collection.get_queryables()["properties"])

    def test_every_item_is_reached_by_links(self):
        self.assertEqual(keys_of(pystac.Catalog.from_file(URL).get_items(recursive=True)), keys_of(self.items))

    def test_pages_are_the_whole(self):
        everything = keys_of(self.items)
        for method in ["GET", "POST"]:
            self.assertEqual(self.found(method), everything)

    def test_boxes(self):
        for bbox in BOXES:
            expected = keys_of(item for item in self.items if shape(item.geometry).intersects(area_of(bbox)))
            for method in ["GET", "POST"]:
                with self.subTest(bbox=bbox, method=method):
                    self.assertEqual(self.found(method, bbox=bbox), expected)

    def test_shapes(self):
        for bbox in BOXES:
            area = area_of(bbox)
            expected = keys_of(item for item in self.items if shape(item.geometry).intersects(area))
            for method in ["GET", "POST"]:
                with self.subTest(bbox=bbox, method=method):
                    self.assertEqual(self.found(method, intersects=mapping(area)), expected)

    def test_periods(self):
        starts = sorted(span_of(item)[0] for item in self.items)
        first, middle, last = starts[0], starts[len(starts) // 2], starts[-1]
        second = timedelta(seconds=1)
        for start, end in [(first, middle), (middle, last), (middle, middle + second), (None, middle), (middle, None)]:
            expected = keys_of(
                item
                for item in self.items
                if (end is None or span_of(item)[0] <= end) and (start is None or span_of(item)[1] >= start)
            )
            with self.subTest(start=start, end=end):
                self.assertEqual(self.found(datetime=[start, end]), expected)

    def test_a_day_is_widened_by_the_client_and_still_found(self):
        day = span_of(self.items[0])[0].date().isoformat()
        self.assertIn((self.items[0].collection_id, self.items[0].id), self.found(datetime=day))

    def test_collections_and_ids(self):
        for collection in self.client.get_collections():
            own = keys_of(item for item in self.items if item.collection_id == collection.id)
            self.assertEqual(self.found(collections=[collection.id]), own)
            self.assertEqual(keys_of(collection.get_items()), own)
        item = self.items[-1]
        self.assertEqual(self.found(ids=[item.id], collections=[item.collection_id]), keys_of([item]))
        again = self.client.get_collection(item.collection_id).get_item(item.id)
        self.assertEqual((again.properties, again.geometry), (item.properties, item.geometry))

    def test_extents_hold_their_items(self):
        for collection in self.client.get_collections():
            [bbox] = collection.extent.spatial.bboxes
            [[first, last]] = collection.extent.temporal.intervals
            for item in collection.get_items():
                start, end = span_of(item)
                self.assertTrue(first <= start and end <= last, item.id)
                self.assertTrue(area_of(bbox).buffer(1e-9).covers(shape(item.geometry)), item.id)

    def test_mistakes_are_told(self):
        for query in [{"bbox": [0, 10, 1, 5]}, {"bbox": [0, 0, 1, 1], "intersects": {"type": "Point", "coordinates": [0, 0]}}]:
            with self.assertRaises(APIError) as raised:
                list(self.client.search(**query).items())
            self.assertEqual(raised.exception.status_code, 400)

    @unittest.skipIf(QUICK, "validators want schemas from the web, or long")
    def test_everything_is_valid(self):
        documents = [item.to_dict() for item in self.items]
        documents += [collection.to_dict() for collection in self.client.get_collections()]
        for document in documents:
            with self.subTest(id=document["id"]):
                validate_dict(document)
        self.client.validate()

    @unittest.skipIf(QUICK, "validators want schemas from the web, or long")
    def test_the_validator_of_stac_apis_has_nothing_to_say(self):
        collection, items, field = self.best_told_apart()
        command = [sys.executable, "-m", "stac_api_validator", "--root-url", URL, "--collection", collection.id]
        command += ["--geometry", json.dumps(mapping(box(-180, -90, 180, 90))), "--validate-pagination"]
        classes = ["core", "browseable", "children", "collections", "features", "item-search"]
        classes += ["filter"]
        classes += [f"{scope}#{name}" for scope in ["item-search", "features"] for name in ["fields", "sort", "query"]]
        numbers = sorted(item.properties[field] for item in items if field in item.properties)
        platform = items[0].properties["platform"]
        instrument = items[0].properties["instruments"][0]
        command += ["--fields-nested-property", "properties.platform", "--query-comparison-field", field]
        for name in ["eq", "lte", "gte"]:
            command += [f"--query-{name}-value", str(numbers[0])]
        command += ["--query-neq-value", str(numbers[0]), "--query-lt-value", str(numbers[-1])]
        command += ["--query-gt-value", str(numbers[0]), "--query-substring-field", "platform"]
        command += ["--query-starts-with-value", platform[:2], "--query-ends-with-value", platform[-2:]]
        command += ["--query-contains-value", platform[1:-1], "--query-in-field", "instruments"]
        command += ["--query-in-values", instrument]
        if KEY:
            self.create_item(collection.id)
            classes.append("transaction")
            command += ["--transaction-collection", collection.id, "--auth-bearer-token", KEY]
        for name in classes:
            command += ["--conformance", name]
        environment = dict(os.environ, PYTHONPATH=self.schemas.name)
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900)
        # It ends with 0 even when it breaks off: only these words say that it is content.
        self.assertIn("Errors: none", ran.stdout, ran.stdout[-4000:] + ran.stderr[-2000:])

    def best_told_apart(self):
        """A collection, its items, and a field of numbers in which they differ: what the Query extension is tried on."""
        for collection in self.client.get_collections():
            items = list(collection.get_items())
            for field in NUMBERS:
                told = all("platform" in item.properties and "instruments" in item.properties for item in items)
                if told and len({item.properties.get(field) for item in items}) > 1:
                    return collection, items, field
        raise unittest.SkipTest("no collection has items that differ in a number")

    def create_item(self, collection):
        """The one that the validator begins by deleting, which it takes to be there."""
        item = {
            "type": "Feature",
            "stac_version": "1.1.0",
            "id": "S2A_47XNF_20230423_0_L2A",
            "geometry": mapping(box(0, 0, 1, 1)),
            "properties": {"datetime": "2023-04-23T06:47:03.048Z"},
            "links": [],
            "assets": {},
        }
        headers = {"Authorization": f"Bearer {KEY}"}
        answer = requests.post(f"{URL}/collections/{collection}/items", json=item, headers=headers, timeout=60)
        self.assertEqual(answer.status_code, 201, answer.text)


if __name__ == "__main__":
    print(f"pystac {pystac.__version__} on {URL}, {datetime.now().isoformat(timespec='seconds')}")
    unittest.main(verbosity=2)
