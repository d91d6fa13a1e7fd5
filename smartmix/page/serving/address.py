"""The state of a page lives in its address, so that a link shows a colleague the same view."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

#: Longer addresses are cut by mail programs and proxies.
MAXIMUM_LENGTH = 6000


@dataclass(frozen=True)
class Address:
    """A path and its values; values are text, lists joined with commas."""

    path: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])

    def get(self, key: str, default: str = "") -> str:
        """The value of a key."""
        return self.values.get(key, default)

    def items(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The parts of a list; the default where the key is absent or empty."""
        return tuple(part for part in self.get(key).split(",") if part) or default

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number within bounds; the default for anything else."""
        text = self.get(key)
        return int(text) if text.isdecimal() and len(text) < 12 and low <= int(text) <= high else default

    def among(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        """A value that is one of `allowed`; the default for anything else."""
        found = self.get(key)
        return found if found in allowed else default

    def changed(self, **values: str | None) -> "Address":
        """The address with other values; None takes one out."""
        merged = {**self.values, **values}
        return Address(self.path, {key: value for key, value in merged.items() if value is not None})

    def at(self, path: str, *keep: str) -> "Address":
        """Another page with the language and the values named `keep`."""
        return Address(path, {key: value for key, value in self.values.items() if key in ("lang", *keep)})

    @property
    def url(self) -> str:
        """`/path?lang=nl&…`; commas stay readable."""
        text = urlencode({k: v for k, v in self.values.items() if v != ""}, safe=",:", quote_via=quote)
        return f"{self.path}?{text}" if text else self.path
