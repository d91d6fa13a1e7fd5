"""`smartmix serve`, `smartmix.serve()`."""

from typing import Annotated

from experiments.each import Stopped
from smartmix import children, early, output
from smartmix.command import Verb
from smartmix.marks import _
from smartmix.options import Option
from smartmix.page import HOST, PORT
from smartmix.session import reader_language

Port = Annotated[int, Option("--port", "N", _("port of the page (default 8080)"), "; 1024 to 65535")]
Host = Annotated[
    str,
    Option(
        "--host",
        "HOST",
        _("address to listen on (default 127.0.0.1: this machine only); any other needs SMARTMIX_PASSWORD"),
    ),
]
Open = Annotated[bool, Option("--no-open", "", _("do not open the page in a browser"))]


def serve(port: Port = PORT, host: Host = HOST, *, open_browser: Open = True) -> None:
    """Serve the web page until interrupted; the command also starts a server again that ended by itself.

    Call it from the main thread of a program, not from a notebook. Raises InputProblem for an address that cannot be
    served or needs a password.

        sm.serve(port=8081)  # not run here: it does not end by itself
    """
    from results.language import translator  # noqa: PLC0415
    from smartmix.page import supervisor  # noqa: PLC0415

    _ = translator(reader_language())
    if early.is_command() and not supervisor.is_kept():
        again = children.python("-m", "smartmix", "serve", "--port", str(port), "--host", host)
        again += ["--no-open", "--lang", reader_language()]
        try:
            status = supervisor.keep(
                [word for word in again if word != "--no-open" or not open_browser],
                again,
                lambda status: output.trouble(
                    _("the server ended by itself (status {status}) and is started again").format(status=status)
                ),
            )
        except KeyboardInterrupt:
            raise Stopped(_("the page is closed")) from None
        if status:
            raise SystemExit(status)
        return
    from smartmix.page.server import Serving  # noqa: PLC0415
    from smartmix.page.server import serve as served  # noqa: PLC0415

    served(
        Serving(host, port, open_browser),
        lambda text: output.note(_(text)),
        lambda url: output.show(_("SmartMix is at {url} (stop with Ctrl-C)").format(url=url)),
    )


def _show(nothing: None, as_json: bool, quiet: bool) -> int:
    return 0


VERB = Verb(serve, _("open the web page: compare, build a mix, ask"), _show, json=None, quiet=None)
