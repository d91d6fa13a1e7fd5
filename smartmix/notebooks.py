"""Results in Jupyter: what a kind says a notebook shows, else the table that the command line prints.

Asked for when SmartMix is imported inside a notebook; nothing happens elsewhere.
"""

import sys
from html import escape
from typing import Any

from smartmix import kinds, output
from smartmix.session import reader_language
from smartmix.studies import part

#: Characters on a line of a table in a notebook.
WIDTH = 110


def activate() -> None:
    """Teach the notebook that runs this process, if any, to show our results."""
    shell_of = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell: Any = shell_of() if shell_of else None
    if shell is None:
        return
    for kind in kinds.KINDS.values():
        shell.display_formatter.formatters["text/html"].for_type_by_name(*kind.result.split(":"), html_of)


def html_of(result: Any) -> str:
    """A result as HTML."""
    lang, made = reader_language(), kinds.kind_of(result).html
    if made:
        return part(made)(result, lang)
    text = output.text_of(kinds.table_of(result, lang), WIDTH)
    return f'<pre style="line-height:1.25">{escape(text.rstrip())}</pre>'
