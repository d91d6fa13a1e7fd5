"""The published forms of what verbs print with `--json`: format 1, a JSON schema each in `results/schema/`."""

import json
from pathlib import Path
from typing import Any

from experiments.discover.result import DiscoverResult
from experiments.information.result import InformationResult
from experiments.optimise.result import OptimiseResult
from experiments.pathways.result import PathwaysResult
from experiments.result_parts import Form
from experiments.robustness.result import RobustnessResult
from experiments.sensitivity.result import SensitivityResult
from experiments.study import Result
from experiments.sweep.result import Forecast, SweepSummary
from experiments.synergy.result import SynergyResult

FOLDER = Path(__file__).parent
#: By the name of the schema: the verb, and what it is asked for.
FORMS: dict[str, type[Form]] = {
    "discover": DiscoverResult,
    "information": InformationResult,
    "optimise": OptimiseResult,
    "pathways": PathwaysResult,
    "robustness": RobustnessResult,
    "sensitivity": SensitivityResult,
    "sweep": SweepSummary,
    "sweep-dry-run": Forecast,
    "synergy": SynergyResult,
}


def published(name: str, content: Any) -> Any:
    """The content, checked against the published form before it leaves; raises ValueError where it differs."""
    FORMS[name].model_validate_json(json.dumps(content, allow_nan=False))
    return content


def schema_text(name: str) -> str:
    """The JSON schema as it is published in `results/schema/`."""
    schema = FORMS[name].model_json_schema()
    form = FORMS[name]
    number = form.FORMAT if issubclass(form, Result) else 1
    schema["title"] = f"SmartMix {name.replace('-dry-run', ' --dry-run')} --json, format {number}"
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_schemas() -> None:
    """Write the published schemas; after a change of a form."""
    for name in FORMS:
        (FOLDER / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")
