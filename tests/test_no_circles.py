"""No circle of imports, not even of those inside functions: what a module needs can be read from its top."""

from graphlib import TopologicalSorter

import grimp
from test_one_name import HOUSES


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph(*HOUSES, exclude_type_checking_imports=True)
    TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}).prepare()
