"""What every page has: language, head, navigation, main part, and the state in the address."""

import os
import secrets
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fastapi import Request as HttpRequest
from nicegui import app, ui
from nicegui.client import Client, ClientConnectionTimeout
from nicegui.translations import translations

from results.language import LANGUAGES, Translate, choose_language, say, translator
from simulation.problems import InputProblem
from smartmix.marks import _
from smartmix.page.parts.glossary import words_explained
from smartmix.page.parts.widgets import alert, box, link, status, text
from smartmix.page.serving.address import MAXIMUM_LENGTH, Address
from smartmix.page.serving.jobs import JobDesk
from smartmix.page.serving.owners import OWNER
from smartmix.page.serving.security import PASSWORD

if TYPE_CHECKING:
    from smartmix.page.opening import Opening

#: Path and name of each page, in the order of the navigation.
NAMES = {
    "/": _("Compare"),
    "/build": _("Build a mix"),
    "/law": _("Law"),
    "/question": _("Question"),
    "/why": _("Why"),
    "/firm": _("One firm"),
    "/evidence": _("Evidence"),
}
#: Languages as browsers name them.
_BROWSERS: Mapping[str, Any] = {"nl": "nl", "en": "en-GB"}
#: What the framework itself says to a reader, by its names; it knows no Dutch.
_POPUPS = {
    "connection_lost": _("The connection with the server is lost."),
    "trying_to_reconnect": _("This page comes back by itself as soon as the server answers."),
    "message_too_long": _("This is too much at once."),
    "message_too_long_body": _("At most 1 MB can be sent to the server."),
}
#: Seconds between two looks at whether the page can be filled.
LOOK = 0.1
#: What goes along from page to page.
KEPT = ("mixes", "baseline", "future", "year", "group", "own", "focus", "seed")
#: Seconds within which the socket of a page must be there.
CONNECTS = 60.0


@dataclass
class View:
    """One page as one person sees it: language, state in the address, and where to put things.

    person: who waits for jobs, for a session; owner: whose own mixes are shown (`serving.owners`); last_shown: when a
    result was last shown, by the clock of `time.monotonic`; along: what goes along to other pages besides the address;
    followed: by part of the page, what lets the job go that is followed in it.
    """

    address: Address
    lang: str
    person: str
    desk: JobDesk
    owner: str = ""
    main: Any = None
    last_shown: float = float("-inf")
    along: Mapping[str, str | None] = field(default_factory=dict[str, str | None])
    followed: dict[str, Callable[[], None]] = field(default_factory=dict[str, Callable[[], None]])
    _links: list[tuple[Any, Callable[[], Address]]] = field(default_factory=list[tuple[Any, Callable[[], Address]]])

    @property
    def words(self) -> Translate:
        """The translator; call it `_` in a page."""
        return translator(self.lang)

    def go(self, **values: str | None) -> None:
        """Other values in the address, without loading the page again; the back button keeps working."""
        self.address = self.address.changed(**values)
        ui.navigate.history.replace(self.address.url)
        self._point()

    def carry(self, **values: str | None) -> None:
        """What else goes along to other pages: a mix that is being built here."""
        self.along = values
        self._point()

    def link_to(self, label: str, where: Callable[[Address], Address], **attributes: str) -> Any:
        """A link to where this view leads, also after the view has changed."""
        element = link(label, where(self.address).url, **attributes)
        self._links.append((element, lambda: where(self.address)))
        return element

    def _point(self) -> None:
        for element, where in self._links:
            url = where().url
            if element.props.get("href") != url:
                element.props["href"] = url
                element.update()

    def problem(self, problem: InputProblem | str) -> str:
        """What was wrong, in the reader's language."""
        if isinstance(problem, InputProblem):
            return say(problem, self.lang)
        _ = self.words
        sentence = _(
            "This is a defect of the program, not of what you asked: {error}. Please report it with the address of "
            "this page."
        )
        return sentence.format(error=problem)


type Build = Callable[[View], Any]


def speak() -> None:
    """Let the framework say what it says itself in our words, in both languages."""
    for lang in LANGUAGES:
        words = translator(lang)
        translations[_BROWSERS[lang]] = translations["en-US"] | {key: words(said) for key, said in _POPUPS.items()}


def register(path: str, opening: "Opening", desk: JobDesk) -> None:
    """Serve a page; what fills it comes from `opening` as soon as it has been loaded."""

    @ui.page(path)
    async def _page(request: HttpRequest) -> None:  # pyright: ignore[reportUnusedFunction]
        view = _view(path, request, desk)
        client = ui.context.client
        client.page = copy(client.page)  # the language belongs to this reader, the page to all
        client.page.language = _BROWSERS[view.lang]
        client.title = f"{view.words(NAMES[path])} · SmartMix"
        _frame(view, path)
        with view.main:
            text("h1", view.words(NAMES[path]))
        # A bare request is answered with this and computes nothing: work begins when the page's own socket is there.
        if await is_there(client):
            with view.main:
                _fill_when_loaded(view, path, opening)


#: Said until what fills a page has been loaded.
LOADING = _(
    "The program is being loaded; then this page fills by itself. That takes about ten seconds, and longer the first "
    "time on a computer. Beside each computation stands how long it still takes."
)


async def is_there(client: Client) -> bool:
    """Wait for the socket of a page; whether it came. Who left is forgotten, and the wait ends for that too."""
    try:
        await client.connected(timeout=CONNECTS)
    except ClientConnectionTimeout:
        return False
    return not client.is_deleted


def _fill_when_loaded(view: View, path: str, opening: "Opening") -> None:
    """Fill the main part; until what fills it has been loaded, say so. An InputProblem is shown in its place."""
    if opening.builders is not None:
        try:
            opening.builders[path](view)
        except InputProblem as problem:
            alert(view.problem(problem))
        return
    line = status()
    line.set_text(view.words(LOADING))

    def look() -> None:
        if opening.problem is not None and opening.builders is None:
            timer.deactivate()
            line.delete()
            alert(view.problem(opening.problem))
        elif opening.builders is not None:
            timer.deactivate()
            line.delete()
            with view.main:
                _fill_when_loaded(view, path, opening)

    timer = ui.timer(LOOK, look)


def _view(path: str, request: HttpRequest, desk: JobDesk) -> View:
    values = {key: value for key, value in request.query_params.items() if len(str(request.url)) <= MAXIMUM_LENGTH}
    asked = values.get("lang", "")
    lang = asked if asked in LANGUAGES else _browser_language(request)
    person = str(app.storage.browser.get("id") or secrets.token_hex(8))
    desk.meet(person, request.client.host if request.client is not None else "")
    return View(Address(path, {**values, "lang": lang}), lang, person, desk, str(request.scope.get(OWNER, "")))


def _browser_language(request: HttpRequest) -> str:
    """What the browser prefers, where that is Dutch or English; else the language of the server."""
    for part in request.headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return choose_language(None)


def _frame(view: View, path: str) -> None:
    _ = view.words
    ui.add_css(files("smartmix.page").joinpath("style.css").read_text(encoding="utf-8"))
    with ui.header(fixed=False, add_scroll_padding=False).classes("top"):
        link(_("Skip to the content"), "#main", css="skip")
        text("p", "SmartMix", css="name")
        with box("nav", aria_label=_("Pages")), box("ul"):
            for other, name in NAMES.items():
                with box("li"):
                    element = view.link_to(
                        _(name), lambda address, other=other: address.at(other, *KEPT).changed(**view.along)
                    )
                    if other == path:
                        element.props["aria-current"] = "page"
        if os.environ.get(PASSWORD):
            link(_("Log out"), f"/logout?lang={view.lang}")
        with box("p", css="languages"):
            for lang, name in (("nl", "Nederlands"), ("en", "English")):
                element = view.link_to(
                    name, lambda address, lang=lang: address.changed(lang=lang), lang=lang, hreflang=lang
                )
                if lang == view.lang:
                    element.props["aria-current"] = "true"
        words_explained(view)
    view.main = box("div", id="main", tabindex="-1")
    with ui.footer(fixed=False).classes("bottom"):
        text("p", _("Exploration under deep uncertainty, not a forecast. Ranges are 5–95 ranges over the draws."))
