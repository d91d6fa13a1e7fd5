"""The worlds in which a candidate of the calibration is observed: who lives there."""

from collections import Counter

import numpy as np
import pytest

from calibration.observed_worlds import observed_worlds
from simulation.population import load_population

OF_A_LAW = [name for name, world in observed_worlds().items() if name != "netherlands"]


@pytest.mark.parametrize("name", OF_A_LAW)
def test_every_firm_that_passes_is_there_as_often_as_any_other_or_once_more(name: str) -> None:
    """No sector or size weighs more because there are fewer firms than the world holds."""
    firms = observed_worlds()[name].population
    often = Counter(((firms.firm_id - 1) % len(load_population("full"))).tolist()).values()
    assert max(often) - min(often) <= 1
    assert set(np.unique(firms.weight)) == {1.0}


@pytest.mark.parametrize("name", OF_A_LAW)
def test_a_firm_that_is_there_again_has_a_number_and_so_luck_of_its_own(name: str) -> None:
    numbers = observed_worlds()[name].population.firm_id
    assert (np.diff(numbers) > 0).all()


@pytest.mark.parametrize("name", OF_A_LAW)
def test_worlds_hold_only_whom_their_law_or_measurement_means(name: str) -> None:
    firms = observed_worlds()[name].population
    least = {"germany": 500, "france": 3000, "belgium": 250, "public_interest": 500, "largest": 3000, "timber": 10}
    turnover = {"united_kingdom": 43e6, "australia": 62e6, "california": 75e6}
    assert firms.employees.min() >= least.get(name, 0) and firms.turnover_eur.min() >= turnover.get(name, 0.0)
    if name == "belgium":
        assert firms.listed.all()
    if name == "public_interest":
        assert firms.public_interest.all()
    if name == "timber":
        assert (firms.import_share > 0).all()
