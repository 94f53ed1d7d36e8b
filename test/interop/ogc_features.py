"""Reads what OGC's suite of OGC API Features (TestNG) reports: exits with 1 where a test failed, or nearly all were skipped."""

import sys
from collections import Counter
from xml.etree import ElementTree

told = Counter()
for method in ElementTree.parse(sys.argv[1]).getroot().iter("test-method"):
    if method.get("is-config") == "true":
        continue
    told[method.get("status")] += 1
    if method.get("status") == "FAIL":
        print(f"FAILED: {method.get('name')}: {(method.findtext('.//message') or '').strip()}", file=sys.stderr)
print("OGC API Features:", ", ".join(f"{count} {status}" for status, count in sorted(told.items())))
# A suite that cannot read the API document skips nearly everything.
sys.exit(1 if told["FAIL"] > 0 or told["PASS"] < 100 else 0)
