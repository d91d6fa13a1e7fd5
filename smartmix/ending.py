"""What ends a command from outside: SIGTERM and SIGHUP end it as Ctrl-C does, with a status of their own."""

import _thread
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from smartmix import early

#: Seconds after which an interruption that Python has swallowed comes again.
AGAIN = 0.05


@contextmanager
def listening() -> Generator[list[int]]:
    """While it lasts these signals raise KeyboardInterrupt; the list holds the number of the first that came.

    A signal that the caller of the program ignores (nohup), or handles itself, is left as it is; so are all outside the
    main thread. An interruption that falls where Python can only report it (a callback while it imports, say) comes
    again a moment later.
    """
    caught: list[int] = []
    again: list[threading.Timer] = []

    def end(number: int, _frame: Any) -> None:
        caught.append(number)
        if len(caught) == 1:  # while everything is put in order a second one changes nothing
            raise KeyboardInterrupt

    def not_lost(reported: Any) -> None:
        if issubclass(reported.exc_type, KeyboardInterrupt):
            again.append(threading.Timer(AGAIN, _thread.interrupt_main))
            again[-1].start()
        else:
            hook(reported)

    if threading.current_thread() is not threading.main_thread():
        yield caught
        return
    hook, sys.unraisablehook = sys.unraisablehook, not_lost
    ours: list[int] = []
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) in (signal.SIG_DFL, early.stop):
            signal.signal(number, end)
            ours.append(number)
    if signal.getsignal(signal.SIGINT) is early.stop:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield caught
    finally:
        for timer in again:  # one that comes when all is over would end Python itself
            timer.cancel()
        if again and early.is_command():
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # which what has been sent already does not reach
        sys.unraisablehook = hook
        for number in ours:
            signal.signal(number, signal.SIG_DFL)
        # `python -m` ends by SIGINT, whatever the status, where an interruption fell inside the exec of a text (of a
        # compiler, say) and nothing since; a text that runs to its end makes it forget
        exec("")
