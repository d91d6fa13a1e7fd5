"""What parameters and their themes are called in tables, figures and sentences; files keep their codes."""

from results.language import translator
from simulation.parameters import registry


def parameter_name(name: str, lang: str) -> str:
    """As docs/parameters.md calls it, up to an explanation in brackets or after a colon; another name as it is."""
    known = registry().get(name)
    if known is None:
        return name
    return str(getattr(known, lang)).partition(" (")[0].partition(": ")[0]


def quoted(text: str, lang: str) -> str:
    """A name that is a phrase, so that a sentence around it can be read."""
    return ("‘{}’" if lang == "nl" else "“{}”").format(text)


def theme_words(lang: str) -> dict[str, str]:
    """The themes of the registry."""
    _ = translator(lang)
    return {
        "start": _("state in 2012"),
        "awareness": _("awareness"),
        "motives": _("motives"),
        "commitment": _("commitment"),
        "embedding": _("embedding"),
        "requirements": _("requirements"),
        "statements": _("statements"),
        "supervision": _("supervision"),
        "instruments": _("instruments"),
        "chain": _("chain"),
        "cost": _("cost"),
        "government": _("government"),
    }
