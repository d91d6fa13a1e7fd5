"""Firms and suppliers as Mesa agents.

Agents keep nothing of their own: each is a view on its place in the model's columns (`simulation.state`
says what they mean, in which unit). Reading `firm.awareness` reads the column, writing it writes the
column; a vector such as `firm.practice` is a writable view. So agents and compiled code see one state,
and two models share nothing.
"""

from difflib import get_close_matches
from inspect import get_annotations
from typing import Any, override

import mesa

from simulation.problems import ALIKE, InputProblem, nearest
from simulation.state import BLOCK, FIRMS, SUPPLIER, TRAITS, WORK
from simulation.vocabulary import SECTORS


class ColumnProperty:
    """A property that reads and writes one column at the agent's place; it holds the column's name only."""

    def __init__(self, name: str, fixed: bool = False) -> None:
        """A column by its name; `fixed` ones can only be read."""
        self.name, self.fixed = name, fixed
        self.__doc__ = f"Column `{name}` at this agent's place."

    def __get__(self, agent: "ColumnAgent | None", owner: type | None = None) -> Any:
        """The value; a numpy view for a vector. The column itself when asked of the class."""
        if agent is None:
            return self
        value = agent.columns[self.name][agent.place]
        return value if value.ndim else value.item()

    def __set__(self, agent: "ColumnAgent", value: Any) -> None:
        """Write the value. Raises AttributeError for traits, which all models of a population share."""
        if self.fixed:
            raise AttributeError(f"{self.name} is a fixed trait: models share it; make another population")
        agent.columns[self.name][agent.place] = value


class NoColumn(InputProblem, AttributeError):
    """A rule writes an attribute that is no column; `{place}` is filled in by whoever knows file and line."""


class ColumnAgent(mesa.Agent[Any]):
    """An agent with a place in the model's columns. `model` is a `ResponsibleBusinessModel`.

    Attributes of one's own are given a value in the class or in `__init__`; any other name that is written must be a
    column, because a misspelt one would change nothing and say nothing.
    """

    model: Any
    columns: dict[str, Any]
    place: Any
    index: int
    unique_id: Any
    pos: Any

    def __setattr__(self, name: str, value: Any) -> None:
        """Write a column or an attribute of one's own. Raises NoColumn, with the nearest name, for any other."""
        if not (hasattr(type(self), name) or name in self.__dict__):
            self._refuse_unknown(name)
        super().__setattr__(name, value)

    def _refuse_unknown(self, name: str) -> None:
        if name.startswith("_") or any(name in get_annotations(kind) for kind in type(self).__mro__):
            return
        columns = [key for key in dir(type(self)) if isinstance(getattr(type(self), key), ColumnProperty)]
        is_ready = "model" in self.__dict__ and self.model.has_agents
        if is_ready or get_close_matches(name, columns, 1, ALIKE):
            line = InputProblem(
                "{place}: {found} is no column of {kind} (an attribute of your own is given a value in the class or in "
                "__init__); did you mean '{nearest}'?",
                place=type(self).__name__,
                found=name,
                kind=type(self).__name__,
                nearest=nearest(name, columns),
            )
            raise NoColumn(line.message, **line.fields)


class Firm(ColumnAgent):
    """A firm. Its properties are the columns `state.FIRMS` and `state.WORK` and, read only, `state.TRAITS`.

    A subclass may override `step`: call `super().step()`, then change columns through the properties,
    and give the class to the model as `firm_class`. A word about speed: the compiled step of one firm
    takes some microseconds, each property read or written in Python a tenth of that or more, so some ten
    of them per firm double the time of a quarter (docs/benchmarks.md).
    """

    def __init__(self, model: Any, index: int) -> None:
        """Firm number `index` of the population."""
        super().__init__(model)
        self.index, self.columns = index, model.firm_columns
        self.place = (index // BLOCK, ..., index % BLOCK)

    @override
    def step(self) -> None:
        """Phase (b) for this firm: the compiled rules of `decide`, from the frozen state."""
        self.model.decide(self.index, self.index + 1)

    @property
    def sector_name(self) -> str:
        """The sector's id (S-007)."""
        return SECTORS[self.columns["sector"][self.place]]


class Supplier(ColumnAgent):
    """The suppliers of one product sector in one region; properties are the columns `state.SUPPLIER`."""

    region: str
    sector_name: str

    def __init__(self, model: Any, index: int) -> None:
        """Row `index` of the supplier table."""
        super().__init__(model)
        self.index, self.columns, self.place = index, model.supplier_columns, index
        self.region = str(model.supplier_table.regions[model.supplier_table.region[index]])
        self.sector_name = SECTORS[model.supplier_table.sector[index]]

    @override
    def step(self) -> None:
        """Phase (d) for this supplier: sales and conditions, from frozen buyers."""
        self.model.supply(self.index, self.index + 1)


for _kind, _names, _fixed in (
    (Firm, TRAITS, True),
    (Firm, FIRMS, False),
    (Firm, WORK, False),
    (Supplier, SUPPLIER, False),
):
    for _name in _names.names or ():
        if hasattr(_kind, _name):
            raise TypeError(f"column {_name} would hide {_kind.__name__}.{_name}")
        setattr(_kind, _name, ColumnProperty(_name, _fixed))
