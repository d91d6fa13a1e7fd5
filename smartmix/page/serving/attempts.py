"""Tries of a password: counted by address, slowed, and logged."""

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from results.language import translator
from simulation.problems import printable
from smartmix.session import reader_language

#: Seconds after which a wrong try is forgotten.
WINDOW = 900.0
#: Seconds to wait after the first wrong try; each further one doubles them, up to the longest.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
#: Addresses remembered; the one that tried longest ago goes first.
KEPT = 10_000

LOG = logging.getLogger("smartmix.page")


@dataclass
class _Tries:
    count: int = 0
    last: float = 0.0


@dataclass
class Attempts:
    """Wrong tries by address; nobody's password is kept or logged. All on one event loop."""

    _of: OrderedDict[str, _Tries] = field(default_factory=OrderedDict[str, _Tries])

    def pause(self, address: str) -> float:
        """Seconds that this address has to wait before its next try is looked at."""
        tries = self._of.get(address)
        if tries is None:
            return 0.0
        since = time.monotonic() - tries.last
        if since > WINDOW:
            del self._of[address]
            return 0.0
        return max(0.0, min(FIRST_PAUSE * 2.0 ** min(tries.count - 1, 30), LONGEST_PAUSE) - since)

    def wrong(self, address: str) -> None:
        """One more wrong try."""
        tries = self._of.setdefault(address, _Tries())
        tries.count, tries.last = tries.count + 1, time.monotonic()
        self._of.move_to_end(address)
        if len(self._of) > KEPT:
            self._of.popitem(last=False)
        _ = translator(reader_language())
        LOG.warning(
            _("wrong password from {address}, {count} in a row").format(address=printable(address), count=tries.count)
        )

    def right(self, address: str) -> None:
        """The password was right: the address begins anew."""
        if self._of.pop(address, None) is not None:
            _ = translator(reader_language())
            LOG.warning(_("right password from {address} after wrong ones").format(address=printable(address)))
