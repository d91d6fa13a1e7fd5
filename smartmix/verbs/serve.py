"""`smartmix serve`."""

from typing import Annotated

import typer

from smartmix import output
from smartmix import typer_options as options
from smartmix.marks import _
from smartmix.session import words


def serve(
    port: Annotated[str | None, typer.Option("--port", metavar="N", help=_("port of the page (default 8080)"))] = None,
    host: Annotated[
        str | None,
        typer.Option(
            "--host",
            metavar="HOST",
            help=_("address to listen on (default 127.0.0.1: this machine only); any other needs SMARTMIX_PASSWORD"),
        ),
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help=_("do not open the page in a browser"))] = False,
    lang: options.Lang = None,
) -> int:
    """Serve the web page until interrupted."""
    from smartmix.page.server import HOST, PORT, Serving, serve  # noqa: PLC0415

    given = options.whole_number("--port", port)
    _ = words()
    serve(
        Serving(host or HOST, PORT if given is None else given, not no_open),
        lambda text: output.note(_(text)),
        lambda url: output.show(_("SmartMix is at {url} (stop with Ctrl-C)").format(url=url)),
    )
    return 0
