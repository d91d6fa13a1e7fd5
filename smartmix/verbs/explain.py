"""`smartmix explain --mix M --draw D --firm ID`, `smartmix.explain(…)`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from experiments import bounds, defaults
from smartmix import options, output, studies
from smartmix.command import JSON, Verb
from smartmix.marks import _
from smartmix.options import Option, Place

if TYPE_CHECKING:
    from experiments.life import LifeOfFirm

Mix = Annotated[str, Option("--mix", "MIX", _("id or file"))]
Firm = Annotated[
    int,
    Option(
        "--firm",
        "ID",
        _("permanent id of the firm"),
        "; an unknown one is refused with the nearest id in the sample",
        most=bounds.FIRM,
    ),
]
Figure = Annotated[Place | None, Option("--figure", "FILE", _("also draw it, as .svg or .png"))]


def explain(
    mix: Mix,
    firm: Firm,
    draw: options.Draw = 0,
    *,
    firms: options.Firms = defaults.FIRMS,
    first_year: options.From = defaults.FIRST_YEAR_SHOWN,
    last_year: options.Until = defaults.LAST_YEAR_SHOWN,
    seed: options.Seed = defaults.SEED,
    future: options.Future = defaults.FUTURE,
    prior: options.Prior = defaults.PRIOR,
    posterior: options.Posterior = None,
    model: options.Model = None,
    figure: Figure = None,
    lang: options.Lang = None,
) -> "LifeOfFirm":
    """Tell the life of one firm, quarter by quarter: what reached it, what moved it, what it did and what it cost.

    `lang` is that of the figure. Raises InputProblem.

        life = sm.explain("mix-2", 53583, firms=120, first_year=2020, last_year=2021)
        life.quarters[-1].moved
    """
    settings = studies.settings_of(locals())
    from smartmix.single_runs import life_with_figure  # noqa: PLC0415

    return life_with_figure(settings, mix, draw, firm, options.path(figure), lang)


def _show(life: "LifeOfFirm", as_json: bool, quiet: bool) -> int:
    from results.life.life import life_json, life_text  # noqa: PLC0415
    from smartmix.session import language, words  # noqa: PLC0415

    _ = words()
    if as_json:
        output.show_json(life_json(life))
        return 0
    output.show(life_text(life, language()))
    if life.figure is not None:
        output.show(_("Figure: {file}").format(file=life.figure))
    return 0


VERB = Verb(
    explain,
    _("tell the life of one firm, quarter by quarter"),
    _show,
    json=replace(
        JSON,
        more=': `{"format": 1, "mix", "mix_name", "draw", "seed", "firms", "future", "future_name", "parameters", '
        '"firm_id", "traits", "quarters"}`',
    ),
    quiet=None,
)
