"""Results in Jupyter: a comparison as its matrix, other results as the table that the command line prints.

Asked for when the verbs are first used inside a notebook; nothing happens elsewhere.
"""

import sys
from collections.abc import Callable
from html import escape
from inspect import signature
from io import StringIO
from typing import Any

from results.language import choose_language

#: Characters on a line of a table in a notebook.
WIDTH = 110


def activate() -> None:
    """Teach the notebook that runs this process, if any, to show our results."""
    shell_of = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell: Any = shell_of() if shell_of else None
    if shell is None:
        return
    html: Any = shell.display_formatter.formatters["text/html"]
    for module, name, make in _MAKERS:
        html.for_type_by_name(module, name, make)


def _comparison(result: Any) -> str:
    from results.compare.conclusion import conclusion  # noqa: PLC0415
    from results.compare.matrix import matrix_html  # noqa: PLC0415
    from results.compare.text import head_lines  # noqa: PLC0415 - made only for what is shown

    lang = choose_language(None)
    said = "".join(f"<p>{escape(sentence.text)}</p>" for sentence in conclusion(result, lang)[:2])
    head = "<br>".join(map(escape, head_lines(result, lang)))
    return f"{said}<p><small>{head}</small></p>{matrix_html(result, lang)}"


def _printed(module: str, function: str, part: str = "") -> Callable[[Any], str]:
    """The table of the command line, as text of equal width."""

    def make(result: Any) -> str:
        from importlib import import_module  # noqa: PLC0415

        from rich.console import Console  # noqa: PLC0415

        table = getattr(import_module(module), function)
        page = StringIO()
        wide = (WIDTH,) if len(signature(table).parameters) > 2 else ()
        shown = table(getattr(result, part) if part else result, choose_language(None), *wide)
        Console(file=page, width=WIDTH, force_terminal=False, highlight=False).print(shown)
        return f'<pre style="line-height:1.25">{escape(page.getvalue().rstrip())}</pre>'

    return make


def _life(result: Any) -> str:
    from results.life.life import life_text  # noqa: PLC0415

    return f"<pre>{escape(life_text(result, choose_language(None)))}</pre>"


#: Where a class of results is made, its name, and how it is shown.
_MAKERS: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("experiments.compare", "Comparison", _comparison),
    ("experiments.life", "LifeOfFirm", _life),
    ("experiments.one_run", "OneRun", _printed("results.life.one_run", "run_table")),
    ("experiments.sensitivity.run", "Sensitivity", _printed("results.sensitivity.table", "sensitivity_table")),
    ("experiments.synergy.result", "SynergyResult", _printed("results.synergy.table", "synergy_table")),
    ("experiments.robustness.run", "Robustness", _printed("results.robustness.table", "robustness_table")),
    ("experiments.discover.run", "Discovery", _printed("results.discover.table", "discover_table")),
    ("experiments.information.result", "InformationResult", _printed("results.information.table", "information_table")),
    ("experiments.pathways.result", "PathwaysResult", _printed("results.pathways.table", "pathways_table")),
    ("experiments.optimise.result", "OptimiseResult", _printed("results.optimise.table", "optimise_table")),
    ("calibration.validation_result", "Validation", _printed("results.validation.table", "validation_table")),
)
