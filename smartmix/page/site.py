"""The pages by path: `build(view)` fills the frame."""

from smartmix.page.build import page as build
from smartmix.page.compare import page as compare
from smartmix.page.evidence import page as evidence
from smartmix.page.firm import page as firm
from smartmix.page.law import page as law
from smartmix.page.parts.frame import Build
from smartmix.page.question import page as question
from smartmix.page.why import page as why

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
