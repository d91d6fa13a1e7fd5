#!/usr/bin/env bash
# OpenFisca-Core 46.0.1 keeps amounts as float32, whatever was given: a turnover of 450,000,010 euro is read as
# 450,000,000, so a law for firms with more than 450 million does not reach it, and a margin of 10 euro is 0.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "openfisca-core==46.0.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
from openfisca_core.entities import build_entity
from openfisca_core.periods import YEAR
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Firm = build_entity(key="firm", plural="firms", label="a firm", is_person=True)


class turnover(Variable):
    value_type, entity, definition_period, label = float, Firm, YEAR, "turnover in euro"


class in_scope(Variable):
    value_type, entity, definition_period, label = bool, Firm, YEAR, "more than 450 million euro"

    def formula(firm, period):
        return firm("turnover", period) > 450_000_000


system = TaxBenefitSystem([Firm])
system.add_variable(turnover)
system.add_variable(in_scope)
firms = {"firms": {"a": {"turnover": {"2030": 450_000_010.0}}}}
simulation = SimulationBuilder().build_from_entities(system, firms)
amount, reached = simulation.calculate("turnover", "2030"), simulation.calculate("in_scope", "2030")
print("dtype:", amount.dtype, "turnover:", float(amount[0]), "in scope:", bool(reached[0]))
assert str(amount.dtype) == "float32" and float(amount[0]) == 450_000_000.0 and not reached[0], "behaviour changed"
PYTHON
