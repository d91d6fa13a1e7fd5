"""What was worked out of a comparison for one visitor is there for the next."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from experiments.compare import Comparison

#: Things that are kept; a figure takes some hundreds of kilobytes.
MOST = 200


class _Once:
    """Something that is made once, by who comes first; who comes meanwhile waits for it."""

    def __init__(self) -> None:
        self._lock, self._made = threading.Lock(), list[Any]()

    def get(self, make: Callable[[], Any]) -> Any:
        with self._lock:
            if not self._made:
                self._made.append(make())
            return self._made[0]


_KEPT: OrderedDict[tuple[object, ...], _Once] = OrderedDict()
_LOCK = threading.Lock()


def remembered[T](comparison: Comparison, key: tuple[str, ...], make: Callable[[], T]) -> T:
    """`make()`, which the draws, the year and `key` decide; not made again while it is kept. What it raises goes on.

    A comparison of more draws is in a folder of its own. `key` begins with what is made; the rest may be names of
    users.
    """
    world = comparison.world.key if comparison.world else ""
    whole = (comparison.folder, comparison.year, world, *key)
    with _LOCK:
        once = _KEPT.setdefault(whole, _Once())
        _KEPT.move_to_end(whole)
        if len(_KEPT) > MOST:
            _KEPT.popitem(last=False)
    return once.get(make)


def told[T](of: Callable[[Comparison, str], T], comparison: Comparison, lang: str) -> T:
    """What `of` tells of a comparison in a language, remembered."""
    return remembered(comparison, (of.__qualname__, lang), lambda: of(comparison, lang))
