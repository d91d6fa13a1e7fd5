"""Data for the scripts of the site: JSON that is packed, inside a script file, so that it opens from disk too.

A browser does not let a page that was opened from disk read other files, except as scripts. So a data file is a call:
`smartmix.put(name, text)`, its text JSON in gzip in base64. Packed because all numbers of a future are some 25 MB of
text and a site may have 15; every browser since 2023 unpacks it by itself (DecompressionStream).
"""

import base64
import gzip
import json
from typing import Any


def packed(name: str, content: Any) -> str:
    """The text of a data file; the same content gives the same bytes."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    inside = base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
    return f'smartmix.put("{name}", "{inside}");\n'
