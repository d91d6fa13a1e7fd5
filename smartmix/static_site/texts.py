"""The site's own words, and sentences of which the browser fills in what the reader chose."""

from results.language import translator


def texts(lang: str) -> dict[str, str]:
    """By key, for the scripts. Braces are filled in there."""
    _ = translator(lang)
    return {
        "to": _("to"),
        "none": _("n/a"),
        "noMix": _("no mix"),
        "clause": _("{clause} ({chance} of the draws): {told}"),
        "worldTitle": _("{world}: {chance} of the draws"),
        "who": _(
            "Who moves: in {year} firms of the {goal} goal that started as laggards do at least {size} more than under "
            "{baseline}, in over half of the draws: {listed}."
        ),
        "firms": _(
            "In firms: of the {count} firms of the {goal} goal that started as laggards, so many more than under "
            "{baseline} reach the bar of basic due diligence in {year}: {listed}."
        ),
        "gained": _("more firms that started as laggards reach the bar of basic due diligence"),
        "of2020": _("These are mixes of 2020, so they are judged as the future was seen then."),
        "ofToday": _("{mixes}: built on policy as it happened, so EU law is that which came."),
        "otherFuture": _("By themselves these mixes would be compared in the future {future}."),
        "beside": _("Beside {baseline}, in {year}: the middle and the range 5–95."),
        "difference": _("{objective}: difference with {baseline}"),
        "byObjective": _("What the mixes change by objective in {year}, beside {baseline}"),
        "bands": _("lines: middle of the draws; bands, and bars at the right for {year}: range 5–95"),
        "bars": _("lines: middle of the draws; bars at the right: range 5–95 in {year}"),
        "dotted": _("dotted: the size that matters"),
        "marks": _("marks: middle of the draws; bars: range 5–95"),
        "shaded": _("shaded: less than the size that matters"),
        "filled": _("filled: {world}"),
        "open": _("open: {world}"),
        "aboutLines": _(
            "A line per mix, a panel per world: the middle by year, in {unit}; in {year} with the range 5–95. The "
            "grey level line is {baseline}, dotted lines mark the size that matters ({size}). The numbers stand in the "
            "table."
        ),
        "aboutObjectives": _(
            "A panel per objective with its own scale. A dot is the middle and a bar the range 5–95 of the paired "
            "difference with {baseline}; the shaded strip is less than the size that matters. The numbers stand in the "
            "table."
        ),
        "aboutLevels": _(
            "A line per mix from {first} to {last}, over all draws; in {last} with the range 5–95. {meaning}. The "
            "numbers stand in the table."
        ),
        "captionChange": _(
            "{world}: middle, range 5–95, and the chance of a difference of the size that matters; {mark}: more likely "
            "than not"
        ),
        "captionLevels": _("{title}, {unit}: middle of the draws and range 5–95"),
        "captionWorlds": _("{title} in {year}: level, and difference with {baseline}"),
        "allDraws": _("all draws"),
        "mix": _("mix"),
        "objective": _("objective"),
        "evidenceFor": _("On what the difference of {mix} rests ({year})"),
        "restsOn": _("what it rests on"),
        "evidenceDraws": _("practice, from these draws; luck cannot be told apart and is left out of the shares"),
        "evidenceNone": _("No evidence grade was worked out: there are too few draws."),
        "downloadSvg": _("Download the figure (SVG)"),
        "downloadPng": _("Download the figure (PNG)"),
        "downloadCsv": _("Download the numbers (CSV)"),
        "asTable": _("The numbers as a table"),
        "inWords": _("This figure in words"),
        "mixes": _("Mixes (at most {count})"),
        "future": _("Future"),
        "yearShown": _("Year"),
        "focus": _("Numbers of"),
        "objectiveShown": _("Objective in the figure"),
        "group": _("Group of firms in the charts"),
        "charts": _("Charts"),
        "chooseLaws": _("Choose laws"),
        "change": _("difference with the baseline"),
        "lawsShown": _("Laws (at most {count})"),
        "loading": _("Loading the numbers"),
        "unpacked": _("This browser cannot unpack the numbers; take one from 2023 or later."),
        "missing": _("{file} cannot be read; is the folder whole?"),
        "field": _("field"),
        "instrument": _("instrument"),
        "before": _("baseline"),
        "after": _("in this mix"),
        "source": _("SmartMix, exploration and no forecast; {future}; {made}"),
    }
