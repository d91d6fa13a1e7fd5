"""Which firm of the master list stands for which group: its business in the Netherlands.

Links depend on the list of groups and on the master list alone, never on a sample or on luck. Only firms of the 90%
goal are linked, for these stand one to one in samples of 1,400 firms and more. A firm fits a group when it is no
larger than the group is, in employees and in turnover.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from simulation.population.groups import Groups, Reading, load_groups
from simulation.population.tables import Flags, Integers, Population
from simulation.vocabulary import DUTCH_PARENT, FOREIGN_PARENT, NO_GROUP


def group_columns(firm: dict[str, Any]) -> dict[str, Any]:
    """Columns group_id, group_employees, group_turnover_eur and group_parent from the columns of the master list."""
    groups = load_groups()
    link = _links(groups, firm)
    of_group = link >= 0
    chosen = link[of_group]
    employees = firm["employees"].astype(np.int32)
    turnover = firm["turnover_eur"].astype(np.float32)
    parent: Flags = np.full(link.size, NO_GROUP, np.uint8)
    employees[of_group] = groups.employees[chosen, Reading.CENTRAL]
    turnover[of_group] = groups.turnover_eur[chosen, Reading.CENTRAL]
    parent[of_group] = np.where(groups.dutch[chosen, Reading.CENTRAL], DUTCH_PARENT, FOREIGN_PARENT)
    return {
        "group_id": link.astype(np.int32),
        "group_employees": employees,
        "group_turnover_eur": turnover,
        "group_parent": parent,
    }


def read_groups(firms: Population, reading: Reading, turnover_factor: float) -> Population:
    """The same firms with the figures of Dutch groups as `reading` has them, and their own where it has none.

    turnover_factor: how many times higher their own turnover is read, which is modelled. No firm gets less than that.
    """
    groups, rows = load_groups(), np.flatnonzero(firms.group_id >= 0)
    chosen = firms.group_id[rows]
    dutch = groups.dutch[chosen, reading]
    employees, turnover = firms.employees.copy(), firms.turnover_eur * turnover_factor
    of_group = groups.employees[chosen, reading], groups.turnover_eur[chosen, reading]
    for own, worldwide in zip((employees, turnover), of_group, strict=True):
        own[rows] = np.where(dutch, np.maximum(own[rows], worldwide), own[rows])
    parent = firms.group_parent.copy()
    parent[rows] = np.where(dutch, DUTCH_PARENT, FOREIGN_PARENT)
    columns: dict[str, Any] = {"group_employees": employees, "group_turnover_eur": turnover, "group_parent": parent}
    return replace(firms, turnover_eur=firms.turnover_eur * turnover_factor, **columns)


def _links(groups: Groups, firm: dict[str, Any]) -> Integers:
    """Group of each firm, -1 for none: the list first, then the groups that the model adds."""
    link: Integers = np.full(firm["goal90"].size, -1, np.int64)
    goal = np.flatnonzero(firm["goal90"] == 1)
    large = {name: firm[name][goal] for name in ("employees", "turnover_eur", "sector", "listed")}
    for group in _in_turn(groups):
        most = groups.employees_in_netherlands[group]
        most = groups.employees[group, Reading.CENTRAL] if most < 0 else most
        fits = (link[goal] < 0) & (large["employees"] <= most)
        fits &= large["turnover_eur"] <= groups.turnover_eur[group, Reading.CENTRAL]
        same = fits & (large["sector"] == groups.sector[group])
        # a listed group keeps its sector as long as that has a firm left, so that none of the list is without one
        candidates = np.flatnonzero(same if same.any() else fits)
        if candidates.size:
            link[goal[_best(groups, group, large, candidates)]] = group
    return link


def _in_turn(groups: Groups) -> Integers:
    """Groups led from the Netherlands first, then those led from abroad, then unlisted ones; largest first."""
    size = np.where(groups.in_list, groups.employees[:, Reading.CENTRAL], groups.turnover_eur[:, Reading.CENTRAL])
    return np.lexsort((-size, groups.managed_abroad, ~groups.in_list))


def _best(groups: Groups, group: int, firm: dict[str, Any], candidates: Integers) -> int:
    """The firm that stands for a group, among those that fit.

    The largest one, and one on an exchange for a listed group; where a Dutch parent is led from abroad the smallest,
    for most of its people are elsewhere; for a group that the model adds, the one with the largest turnover.
    """
    if not groups.in_list[group]:
        order = np.argsort(-firm["turnover_eur"][candidates], kind="stable")
    elif groups.managed_abroad[group] and groups.dutch[group, Reading.HIGH]:
        order = np.argsort(firm["employees"][candidates], kind="stable")
    else:
        other = (firm["listed"][candidates] == 1) != groups.listed[group]
        order = np.lexsort((-firm["employees"][candidates], other))
    return int(candidates[order[0]])
