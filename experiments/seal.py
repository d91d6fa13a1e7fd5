"""A seal on a JSON file: the hash of all its bytes, kept in its last line, so that no changed byte passes."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.files import whole_file

#: The key of the seal.
SEAL = "seal"
#: Stands in the place of the seal while the hash is taken.
_BLANK = b"0" * 64


def write_sealed(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON object with its seal, whole or not at all; NaN is refused (undefined values are null)."""
    blank = {key: value for key, value in content.items() if key != SEAL} | {SEAL: _BLANK.decode()}
    text = (json.dumps(blank, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
    before, _, after = text.rpartition(_BLANK)
    with whole_file(path) as temporary:
        temporary.write_bytes(before + hashlib.sha256(text).hexdigest().encode() + after)


def seal_holds(text: bytes, content: Mapping[str, Any]) -> bool:
    """Whether these bytes, read as `content`, are those that were sealed."""
    seal = content.get(SEAL)
    if not isinstance(seal, str) or len(seal) != len(_BLANK) or not seal.isascii():
        return False
    before, _, after = text.rpartition(seal.encode())
    return hashlib.sha256(before + _BLANK + after).hexdigest() == seal
