"""The file of signs, changed for a test."""

from typing import Any

import yaml

from calibration.signs import SHIPPED


def changed(change: Any) -> dict[str, Any]:
    """The shipped file as plain data, after `change(content)`."""
    content: dict[str, Any] = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    change(content)
    return content
