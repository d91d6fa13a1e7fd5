"""`smartmix.serve`: the web page from Python."""

from smartmix.page.server import HOST, PORT, Serving
from smartmix.page.server import serve as _serve


def serve(port: int = PORT, host: str = HOST, *, open_browser: bool = True) -> None:
    """Serve the web page until interrupted (options as `smartmix serve`).

    Call it from the main thread of a program, not from a notebook. Raises InputProblem for an address that cannot be
    served or needs a password.
    """
    _serve(Serving(host, port, open_browser), print, print)
