"""What a sweep would take, in words."""

from experiments.sweep.result import Forecast
from results.language import translator
from results.number_format import decimal

_MINUTE, _HOUR, _KILOBYTE = 60, 3600, 1000


def forecast_lines(forecast: Forecast, lang: str) -> list[str]:
    """Lines for a reader: number of runs, time and disk as ranges between the trials."""
    _ = translator(lang)
    low, high = (_duration(seconds, lang) for seconds in forecast.seconds)
    small, large = (_size(size, lang) for size in forecast.bytes)
    return [
        _("Runs: {runs}, in {blocks} blocks").format(
            runs=decimal(forecast.runs, lang), blocks=decimal(forecast.blocks, lang)
        ),
        _("Time: {low} to {high} on {workers} workers of this machine").format(
            low=low, high=high, workers=forecast.workers
        ),
        _("Disk: {low} to {high}").format(low=small, high=large),
        _("Nothing was kept of this trial."),
    ]


def _duration(seconds: float, lang: str) -> str:
    _ = translator(lang)
    if seconds < 2 * _MINUTE:
        return _("{number} s").format(number=decimal(seconds, lang, 0 if seconds >= 10 else 1))
    if seconds < 2 * _HOUR:
        return _("{number} min").format(number=decimal(seconds / _MINUTE, lang))
    return _("{number} h").format(number=decimal(seconds / _HOUR, lang, 1))


def _size(size: float, lang: str) -> str:
    for unit in ("kB", "MB"):
        size /= _KILOBYTE
        if size < _KILOBYTE:
            return f"{decimal(size, lang, 0 if size >= 10 else 1)} {unit}"
    return f"{decimal(size / _KILOBYTE, lang, 1)} GB"
