"""The phases of a quarter, in the order of `simulation.driver.QUARTER`."""
