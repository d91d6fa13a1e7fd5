"""The mixes of a comparison as mixes again: shipped ones, and the user's own that the run folder keeps."""

from experiments.compare import Comparison, own_mix
from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix


def mix_of(comparison: Comparison, mix: str) -> Mix:
    """One mix of a comparison. Raises InputProblem when a mix of the user's own is gone."""
    return load_mix(mix if mix in list_mixes() else own_mix(comparison.folder, mix))


def mixes_of(comparison: Comparison) -> dict[str, Mix]:
    """Every mix compared by its id, in order. Raises InputProblem when a mix of the user's own is gone."""
    return {mix: mix_of(comparison, mix) for mix in comparison.mixes}
