"""Holds Oceanid's parser of CQL2 against that of PyPI's cql2: `cql2.ndjson` on standard input has one filter a line, as text, as
the JSON that Oceanid makes of it, and as the text that it writes anew. Both texts must give that JSON."""

import json
import sys

import cql2


def plain(node):
    """Numbers of one kind, no empty fractions of seconds, runs of and/or of one level."""
    if isinstance(node, bool):
        return node
    if isinstance(node, str):
        return node.replace(".000000Z", "Z")
    if isinstance(node, (int, float)):
        return float(node)
    if isinstance(node, list):
        return [plain(item) for item in node]
    fields = {key: plain(value) for key, value in node.items()}
    if fields.get("op") in ("and", "or"):
        fields["args"] = [
            inner
            for arg in fields["args"]
            for inner in (arg["args"] if isinstance(arg, dict) and arg.get("op") == fields["op"] else [arg])
        ]
    return fields


count = 0
for line in sys.stdin:
    case = json.loads(line)
    expected = plain(case["json"])
    for text in (case["text"], case["again"]):
        found = plain(cql2.parse_text(text).to_json())
        if found != expected:
            sys.exit(f"{text}\n  cql2 reads {json.dumps(found)}\n  Oceanid has {json.dumps(expected)}")
    count += 1
print(f"cql2: {count} filters read alike")
