"""Names of shipped mixes that stand in place of their own, in full or where they must fit a column."""

from results.language import translator


def shipped_full_names(lang: str) -> dict[str, str]:
    """By id. They stand here: a mix's own file is part of the fingerprint of what ships with it."""
    _ = translator(lang)
    return {"reference-2020": _("Existing policy, as in 2020")}


def shipped_short_names(lang: str) -> dict[str, str]:
    """By id, where what stands before the comma of the full name is too long for a column."""
    _ = translator(lang)
    return {
        "actual-policy": _("Actual policy"),
        "cabinet-2020": _("Cabinet plan 2020"),
        "csddd-late": _("CSDDD late"),
        "csddd-minimum": _("CSDDD minimum"),
        "csddd-minimum-initiatives": _("CSDDD and sectors"),
        "csddd-minimum-office": _("CSDDD and office"),
        "csddd-none": _("CSDDD never"),
        "csddd-wider-1000": _("CSDDD above 1000"),
        "csddd-wider-250": _("CSDDD large firms"),
        "mix-0-annex": _("Mix 0 annex 1"),
        "mix-2-eu": _("Mix 2 EU-wide"),
        "mix-2-fn1": _("Mix 2 footnote 1"),
        "mix-3-fn1": _("Mix 3 footnote 1"),
        "reference-2020": _("Existing policy"),
    }
