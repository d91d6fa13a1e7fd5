"""`smartmix explain --mix M --draw D --firm ID`."""

from pathlib import Path
from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import language, words


def explain(
    mix: Annotated[str, typer.Option("--mix", metavar="MIX", help=_("id or file"))],
    firm: Annotated[str, typer.Option("--firm", metavar="ID", help=_("permanent id of the firm"))],
    draw: options.Draw = None,
    firms: options.Firms = None,
    first: options.From = None,
    until: options.Until = None,
    seed: options.Seed = None,
    future: options.FutureOption = None,
    prior: options.Prior = False,
    posterior: options.Posterior = None,
    model: options.Model = None,
    figure: Annotated[
        str | None, typer.Option("--figure", metavar="FILE", help=_("also draw it, as .svg or .png"))
    ] = None,
    as_json: options.Json = False,
    lang: options.Lang = None,
) -> int:
    """Tell what reached a firm, what it perceived, what moved it, what it did and what it cost."""
    from experiments.life import life_of_firm  # noqa: PLC0415
    from results.life.figure import check_figure, write_figure  # noqa: PLC0415
    from results.life.life import life_json, life_text  # noqa: PLC0415
    from simulation.compiled import is_warm  # noqa: PLC0415
    from smartmix.comparing import settings_from  # noqa: PLC0415
    from smartmix.own_rules import say_slow  # noqa: PLC0415
    from smartmix.writable import check_file  # noqa: PLC0415

    _ = words()
    settings = settings_from(
        firms=options.firms(firms),
        future=future,
        seed=options.whole_number("--seed", seed),
        first_year=options.whole_number("--from", first),
        last_year=options.whole_number("--until", until),
        prior=prior,
        posterior=posterior,
        model=model,
    )
    number, identity = options.whole_number("--draw", draw) or 0, options.whole_number("--firm", firm) or 0
    target = None if figure is None else Path(figure)
    if target is not None:
        check_figure(target)
        check_file(target)
    say_slow(settings, 1, True)
    with output.waiting(
        _("simulating") if is_warm() else _("turning the rules into machine code, once (20 seconds or so)")
    ):
        life = life_of_firm(settings, mix, number, identity)
    if target is not None:
        write_figure(life, target, language())
    if as_json:
        output.show_json(life_json(life))
        return 0
    output.show(life_text(life, language()))
    if target is not None:
        output.show(_("Figure: {file}").format(file=target))
    return 0
