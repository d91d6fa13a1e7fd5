"""The answer of `sweep`, as it is stored and published."""

from typing import Literal

from pydantic import Field

from experiments.result_parts import Count, Form, Some


class SweepForm(Form):
    """The whole answer of `smartmix sweep --json`."""

    format: Literal[1]
    folder: str
    runs: Some
    failed: Count
    blocks: Some


class ForecastForm(Form):
    """The whole answer of `smartmix sweep --dry-run --json`; seconds and bytes as low and high."""

    format: Literal[1]
    runs: Some
    blocks: Some
    seconds: list[float] = Field(min_length=2, max_length=2)
    bytes: list[float] = Field(min_length=2, max_length=2)
    workers: Some
