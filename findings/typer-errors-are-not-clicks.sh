#!/usr/bin/env bash
# typer 0.29.1 carries a copy of click of its own (typer._click): beside an installed click, a wrong value raises an error
# that `except click.ClickException` does not catch, and its commands are no `click.Command`. Groups of both cannot be
# mixed. SmartMix knows such errors by the names of their classes.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/python" -m pip install -q --disable-pip-version-check "typer==0.29.1" "click==8.5.1"
"$place/env/bin/python" - <<'PYTHON'
import click
import typer

app = typer.Typer()


@app.command()
def main(number: int) -> None:
    """One number."""


command = typer.main.get_command(app)
try:
    command.main(["no"], standalone_mode=False)
except Exception as error:
    names = [kind.__name__ for kind in type(error).__mro__]
    print(type(error).__module__, names, "a click exception:", isinstance(error, click.ClickException))
    assert "ClickException" in names and not isinstance(error, click.ClickException), "behaviour changed"
assert not isinstance(command, click.Command), "behaviour changed"
PYTHON
