"""Every kind of result names the functions that read and show it by where they are; a name that moved must not stay."""

from dataclasses import fields
from functools import reduce
from importlib import import_module
from typing import Any

import pytest

from smartmix.kinds import KINDS, Kind


def found(place: str) -> Any:
    module, _, name = place.partition(":")
    return reduce(getattr, name.split("."), import_module(module))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_all_that_a_kind_names_is_there(kind: Kind) -> None:
    of = found(kind.result)
    assert kind.result == f"{of.__module__}:{of.__qualname__}", "results are looked up by the module of their class"
    for field in fields(kind):
        place = getattr(kind, field.name)
        assert place == "" or callable(found(place)), field.name
