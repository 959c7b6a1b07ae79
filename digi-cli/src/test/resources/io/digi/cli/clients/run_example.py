"""Runs the document's example, completed: real numbers for its vectors, and where the server is.

Prints what the search of the example found, as one line of JSON.
"""

import json
import os
from pathlib import Path

CLIENT = 'QdrantClient("localhost", port=6333)'
VECTOR = "[0.1, 0.2, 0.3, ...]"


def completed(example):
    assert example.count(CLIENT) == 1 and example.count(VECTOR) == 2, "not the document's example"
    here = "QdrantClient({host!r}, port={port}, api_key={key!r}, https=False)".format(
        host=os.environ["DIGI_HOST"],
        port=os.environ["DIGI_PORT"],
        key=os.environ["DIGI_API_KEY"] or None,
    )
    return example.replace(CLIENT, here).replace(VECTOR, "[0.1, 0.2, 0.3, 0.4]")


names = {}
exec(completed(Path(__file__).with_name("tenant_isolation.py").read_text("utf-8")), names)
print(json.dumps([hit.model_dump(mode="json") for hit in names["results"]]))
