"""Where the houses are: beside this package in a clone of the repository, below it where SmartMix is installed.

`smartmix.simulation`, `smartmix.experiments` and so on are names to import in both; own rules and documents use them.
"""

import sys
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

HOUSES = ("simulation", "scenarios", "experiments", "calibration", "results")
#: Whether the houses lie below this package: the build of the wheel puts them there (hatch_build.py).
IS_INSTALLED = (Path(__file__).parent / "simulation").is_dir()
_BELOW = f"{__package__}."
_PREFIX = _BELOW if IS_INSTALLED else ""


def full_name(module: str) -> str:
    """The name to import of a module of a house, such as `simulation.problems`."""
    return _PREFIX + module if module.split(".", maxsplit=1)[0] in HOUSES else module


def house_name(module: str) -> str:
    """The name within the houses of a module that was imported; the opposite of `full_name`."""
    return module.removeprefix(_PREFIX)


class _Beside(MetaPathFinder, Loader):
    """Finds `smartmix.simulation…` where it is `simulation…`: one module with two names, not two modules."""

    def find_spec(self, fullname: str, _path: Any = None, _target: Any = None) -> ModuleSpec | None:
        is_ours = fullname.startswith(_BELOW) and fullname.split(".")[1] in HOUSES
        return ModuleSpec(fullname, self) if is_ours else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = import_module(spec.name.removeprefix(_BELOW))
        spec.loader_state = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__ is not None  # Python has set that of the second name
        module.__spec__ = module.__spec__.loader_state


def give_both_names() -> None:
    """Make the names below `smartmix` known in a clone; where SmartMix is installed they are there."""
    if not IS_INSTALLED and not any(isinstance(finder, _Beside) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Beside())  # before Python looks into the folder of the house for a second copy
