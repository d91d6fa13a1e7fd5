"""One firm: follow it quarter by quarter with its reasons, in two mixes beside each other; and all firms by stage."""

from collections.abc import Callable

from experiments import defaults
from results.language import translator
from results.words import sector_names, stage_words
from simulation.vocabulary import SECTORS
from smartmix.page.dials.mix_address import own_of
from smartmix.page.firm.life import show_lives
from smartmix.page.firm.player import show_player
from smartmix.page.firm.runs import MOST_FOUND, SIZES, STAGES, MixInDraw, StagesOfFirms, submit_lives, submit_stages
from smartmix.page.firm.widgets import whole_number
from smartmix.page.parts import choices
from smartmix.page.parts.frame import View
from smartmix.page.parts.progress import follow_instead
from smartmix.page.parts.widgets import alert, box, select, status, text

#: Draws that can be asked for.
MOST_DRAWS = 999
LARGEST_ID = 10**9
#: In the address: no second mix, no wish for a trait.
NOBODY, ANY = "none", "any"


def build(view: View) -> None:
    """Fill the page: which world, all firms by stage, find a firm, and its life."""
    _ = view.words
    text(
        "p", _("What happens to one imagined firm, and why? And how do all firms move between the stages?"), css="lead"
    )
    text(
        "p",
        _(
            "One draw of parameters and luck: it shows how the model works and forecasts nothing about a real "
            "firm. The page Compare shows ranges over many draws."
        ),
        css="note",
    )
    controls = box("div", css="controls", role="group", aria_label=_("Which mix and draw"))
    with box("section", aria_label=_("One firm")):
        text("h2", _("Follow one firm"))
        search = box("div", css="controls", role="group", aria_label=_("Find a firm"))
        life = box("div")
    with box("section", aria_label=_("All firms")):
        text("h2", _("All firms of the 90% goal by stage"))
        player = box("div")

    latest: list[StagesOfFirms] = []

    def show(found: StagesOfFirms, _is_final: bool) -> None:
        latest[:] = [found]
        for place in (search, player):
            place.clear()
        with search:
            _search(view, found, follow_firm)
        with player:
            show_player(view, found)
        follow_firm()

    def follow_firm() -> None:
        life.clear()
        if not latest:
            return
        firm = chosen_firm(view, latest[0])
        with life:
            if firm is None:
                alert(_("No firm of this sample has these traits. Choose others."))
                return
            world, other = world_of(view), chosen_other(view)
            mixes = tuple(dict.fromkeys((world.mix, world.mix if other == NOBODY else other)))
            waiting, lives = box("div"), box("div")
        follow_instead(
            view,
            waiting,
            lambda: submit_lives(view.desk, view.person, world, firm, mixes),
            lambda found, _is_final: show_lives(view, lives, found),
            "lives",
        )

    def start() -> None:
        latest.clear()
        for place in (search, life, player):
            place.clear()
        follow_instead(view, progress, lambda: submit_stages(view.desk, view.person, world_of(view)), show)

    with controls:
        _controls(view, start, follow_firm)
    with controls:
        progress = box("div")
    start()


def world_of(view: View) -> MixInDraw:
    """The mix, future and draw of the address."""
    asked = choices.request_of(view.address)
    known = choices.all_mixes(view)
    mix = view.address.among("mix", tuple(known), asked.own[0][0] if asked.own else "mix-2")
    baseline = asked.baseline if asked.baseline in known else defaults.BASELINE
    return MixInDraw(
        mix, baseline, asked.future, view.address.whole("draw", 0, 0, MOST_DRAWS), own=own_of(view.address)
    )


def chosen_other(view: View) -> str:
    """The second mix; "none" where the reader wants none."""
    return view.address.among("beside", (NOBODY, *choices.all_mixes(view)), world_of(view).baseline)


def chosen_firm(view: View, found: StagesOfFirms) -> int | None:
    """The firm of the address where it is in the sample, else the first with the traits asked for."""
    given = view.address.whole("firm", 0, 1, LARGEST_ID)
    if given and found.row(given) is not None:
        return given
    listed = found.found(*_wished(view))
    return listed[0] if listed else None


def _traits(view: View) -> tuple[str, str, str]:
    """Stage, sector and size asked for; "any" for no wish."""
    get = view.address.among
    stage, sector = get("stage", (ANY, *STAGES), "laggard"), get("sector", (ANY, *SECTORS), "textiles")
    return stage, sector, get("size", (ANY, *SIZES), ANY)


def _wished(view: View) -> tuple[str, ...]:
    return tuple("" if trait == ANY else trait for trait in _traits(view))


def _controls(view: View, start: Callable[[], None], follow_firm: Callable[[], None]) -> None:
    _ = view.words
    names, world = choices.all_mixes(view), world_of(view)

    def change(act: Callable[[], None], **values: str) -> None:
        view.go(**values, own=choices.own_with(view, *values.values()))
        act()

    select(_("Mix"), names, world.mix, lambda value: change(start, mix=value))
    select(
        _("Mix beside it, for one firm"),
        {NOBODY: _("none"), **names},
        chosen_other(view),
        lambda value: change(follow_firm, beside=value),
    )
    select(_("Future"), choices.future_choices(view.lang), world.future, lambda value: change(start, future=value))
    whole_number(_("Draw"), world.draw, 0, MOST_DRAWS, lambda value: change(start, draw=str(value)))


def _search(view: View, found: StagesOfFirms, follow_firm: Callable[[], None]) -> None:
    """Traits to find firms by, the firms that have them, and a field for a firm's number.

    Only the list of firms is made anew after a choice, so that the keyboard stays where it was.
    """
    _ = view.words
    stage, sector, size = _traits(view)
    anyone = {ANY: _("any")}

    def change(**values: str | None) -> None:
        view.go(**values)
        show_listed()
        follow_firm()

    def show_listed() -> None:
        ids, firm = found.found(*_wished(view)), chosen_firm(view, found)
        first = ids[:MOST_FOUND]
        shown = [*([firm] if firm is not None and firm not in first else []), *first]
        options = {str(each): _name(found, each, view.lang) for each in shown}
        listed.clear()
        with listed:
            if options:
                select(_("Firm"), options, str(firm), lambda value: (view.go(firm=value), follow_firm()))
        line.set_text(_("{count} firms in this sample have these traits.").format(count=len(ids)))

    def by_number(number: int) -> None:
        if found.row(number) is not None:
            change(firm=str(number))
            return
        near = int(found.firm_id[abs(found.firm_id - number).argmin()])
        line.set_text(
            _("Firm {found} is not in this sample; the nearest number is {nearest}.").format(found=number, nearest=near)
        )

    stages = {key: words.name for key, words in stage_words(view.lang).items()}
    with box("div", css="row find"):
        select(
            _("Stage at the start ({year})").format(year=found.start_year),
            anyone | stages,
            stage,
            lambda value: change(stage=value, firm=None),
        )
        select(_("Sector"), anyone | sector_names(view.lang), sector, lambda value: change(sector=value, firm=None))
        select(_("Size"), anyone | size_words(view.lang), size, lambda value: change(size=value, firm=None))
        listed = box("div")
        whole_number(_("Or a firm's number"), chosen_firm(view, found) or 1, 1, LARGEST_ID, by_number)
    line = status()
    show_listed()


def _name(found: StagesOfFirms, firm: int, lang: str) -> str:
    row = found.row(firm)
    assert row is not None
    sizes = size_words(lang)
    sector = sector_names(lang)[SECTORS[int(found.sector[row])]]
    return f"{firm}: {sector}, {sizes[SIZES[int(found.size[row])]]}"


def size_words(lang: str) -> dict[str, str]:
    """Sizes in words."""
    _ = translator(lang)
    return {"micro": _("micro"), "small": _("small"), "medium": _("medium-sized"), "large": _("large")}
