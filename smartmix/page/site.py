"""The pages by path: `build(view)` fills the frame."""

from importlib import import_module

from smartmix.page.parts.frame import NAMES, Build

#: What fills each page, by path: `build` in `smartmix/page/<page>/page.py`, where the page is called as its path is.
BUILDERS: dict[str, Build] = {
    path: import_module(f"smartmix.page.{path.strip('/') or 'compare'}.page").build for path in NAMES
}
