"""The ISO 19115-3 records of every collection against the XML schemas, as GeoNetwork has them.

ISO_SCHEMAS  folder of its schema plugin (iso19115-3.2018, the one that holds schema.xsd); without, nothing is done
"""

import os
import sys
import urllib.request

from lxml import etree, html

base = os.environ["OCEANID_URL"]
folder = os.environ.get("ISO_SCHEMAS")
if not folder:
    print("SKIPPED: records are not held against the schemas of ISO 19115-3: ISO_SCHEMAS names no folder", file=sys.stderr)
    sys.exit(0)


class BesideTheOthers(etree.Resolver):
    """What the schemas name on the network lies in the folder too."""

    def resolve(self, url, public_id, context):
        if url == "http://www.w3.org/2001/xml.xsd":
            return self.resolve_filename(os.path.join(folder, "schema/others/xlink/xml.xsd"), context)
        return None


parser = etree.XMLParser()
parser.resolvers.add(BesideTheOthers())
schema = etree.XMLSchema(etree.parse(os.path.join(folder, "schema.xsd"), parser))


def read(address):
    with urllib.request.urlopen(address) as answer:
        return answer.read()


page = html.fromstring(read(f"{base}/records"))
addresses = [link for link in page.xpath("//a/@href") if link.endswith(".xml")]
assert addresses, "the list names no record"
for address in addresses:
    record = etree.fromstring(read(address))
    schema.assertValid(record)
    # The judge must be able to refuse.
    record.append(record[0])
    assert not schema.validate(record), "a record in disorder passes"
print(f"{len(addresses)} records are valid against the schemas of ISO 19115-3")
