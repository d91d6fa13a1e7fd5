"""The web server: answers, tells where it is, then prepares what it will be asked, and serves until Ctrl-C."""

import logging
import os
import secrets
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass

from simulation.problems import InputProblem
from simulation.system_errors import system_reason
from smartmix.page import HOST, PORT, supervisor
from smartmix.page.serving.limits import page_draws, page_firms

#: Ports that anybody may open.
LOWEST_PORT, HIGHEST_PORT = 1024, 65535


@dataclass(frozen=True)
class Serving:
    """Where and how to serve; `opens`: show the page in the user's browser."""

    host: str = HOST
    port: int = PORT
    opens: bool = True

    @property
    def url(self) -> str:
        """The address to type."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/"

    def check(self) -> None:
        """Raise InputProblem for an address that cannot be served."""
        if not LOWEST_PORT <= self.port <= HIGHEST_PORT:
            raise InputProblem(
                "--port: found {found}; allowed: {low} to {high}", found=self.port, low=LOWEST_PORT, high=HIGHEST_PORT
            )
        for setting in (page_firms, page_draws):
            setting()
        try:
            family = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0][0]
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((self.host, self.port))
        except OSError as error:
            raise InputProblem(
                "{url}: cannot be served: {reason}; choose another --port or --host",
                url=self.url,
                reason=system_reason(error),
            ) from error


#: Seconds after which a thread that computes lets the one that answers go on, each time that this has sent something.
TURN = 0.0005


def serve(serving: Serving, tell: Callable[[str], None], ready: Callable[[str], None]) -> None:
    """Serve until interrupted. `ready(url)` is called once the page answers; `tell(what)` says what is prepared then.

    Raises InputProblem for an address that cannot be served or needs a password.
    """
    from smartmix.page.serving.security import password_for, protect, say_what_is_missing  # noqa: PLC0415 - the web framework takes a second

    serving.check()
    password = password_for(serving.host)
    from nicegui import app, ui  # noqa: PLC0415
    from nicegui.server import Server  # noqa: PLC0415

    from smartmix.page.opening import Opening  # noqa: PLC0415
    from smartmix.page.parts.frame import NAMES, register, speak  # noqa: PLC0415
    from smartmix.page.serving.jobs import RUNNING_AT_ONCE, STEP_BESIDE, JobDesk  # noqa: PLC0415
    from smartmix.page.serving.workshop import Workshop  # noqa: PLC0415

    workshop, beside = Workshop(RUNNING_AT_ONCE), Workshop(1, STEP_BESIDE)
    desk = JobDesk(elsewhere=workshop.run, beside=beside.run)
    opening = Opening(desk, tell, workshop.prepare, beside.prepare)
    speak()
    for path in NAMES:
        register(path, opening, desk)
    app.get("/health")(lambda: {"ready": opening.is_over})  # for a supervisor or a proxy; says nothing of what is asked
    secret = os.environ.get("SMARTMIX_SECRET") or secrets.token_hex(32)
    protect(app, serving.host, password, secret)
    say_what_is_missing(app)
    if supervisor.is_kept():
        supervisor.end_with_keeper()
    app.on_startup(lambda: opening.start(lambda: Server.instance.started, lambda: ready(serving.url)))
    for close in (workshop.close, beside.close, desk.close):  # the processes first: nobody waits for what they do
        app.on_shutdown(close)
    logging.getLogger("nicegui").setLevel(logging.WARNING)
    sys.setswitchinterval(TURN)
    try:
        ui.run(
            host=serving.host,
            port=serving.port,
            reload=False,
            show=serving.opens,
            title="SmartMix",
            favicon=_ICON,
            show_welcome_message=False,
            tailwind=False,
            reconnect_timeout=30.0,
            storage_secret=secret,
            access_log=False,
        )
    except KeyboardInterrupt:  # how the framework passes on a signal after it has shut down
        if not supervisor.is_kept():  # whose keeper says it
            raise


_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#154273"/>'
    '<path d="M3 12V8M8 12V4M13 12V6" stroke="#fff" stroke-width="2.4"/></svg>'
)
