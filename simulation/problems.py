"""What a user did wrong, said once and in a form that can be translated."""


class InputProblem(Exception):
    """An input or the environment does not allow the work: exit status 2, one line for the user.

    `message` is an English catalogue key with named placeholders; `fields` fills them. Keeping the two
    apart lets the public face print the line in the reader's language. The line names, where they
    apply, the file, the key, what was found and what is allowed.
    """

    def __init__(self, message: str, **fields: object) -> None:
        """Keep the message and its fields; the exception's own text is English."""
        self.message = message
        self.fields = fields
        super().__init__(message.format(**fields))


def nearest(name: str, allowed: list[str]) -> str:
    """The allowed name most like `name`, for "did you mean"; the first allowed one if none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed on the way to an error

    return (get_close_matches(name, allowed, n=1, cutoff=0.0) or allowed[:1] or [""])[0]
