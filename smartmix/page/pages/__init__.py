"""The pages, one module each: `build(view)` fills the frame."""

from smartmix.page.frame import Build
from smartmix.page.pages import build, compare, evidence, firm, law, question, why

#: What fills each page, by path.
BUILDERS: dict[str, Build] = {
    "/": compare.build,
    "/build": build.build,
    "/law": law.build,
    "/question": question.build,
    "/why": why.build,
    "/firm": firm.build,
    "/evidence": evidence.build,
}
