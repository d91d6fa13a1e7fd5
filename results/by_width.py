"""Tables that are laid out for the width of whatever shows them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType


@dataclass(frozen=True)
class ByWidth:
    """Something that rich shows, made for so many characters on a line when it is shown."""

    make: Callable[[int], RenderableType]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """What rich asks for."""
        yield self.make(options.max_width)
