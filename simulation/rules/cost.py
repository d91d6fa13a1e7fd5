"""Rule 7: what practising, reporting and answering customers costs a firm."""

from simulation.compiled import rule


@rule
def relief(by_help: float, by_initiative: float, by_subsidy: float) -> float:
    """Share of cost that help, common work in an initiative and money take away together (S-063, S-124)."""
    return 1.0 - (1.0 - by_help) * (1.0 - by_initiative) * (1.0 - by_subsidy)


@rule
def yearly_cost(
    full_cost: float, practice_mean: float, learning: float, learning_discount: float, relieved: float
) -> float:
    """Euro per quarter for keeping up practice: falls with experience (K-4, P-C21) and shared cost (S-063)."""
    return 0.25 * full_cost * practice_mean * (1.0 - learning_discount * learning) * (1.0 - relieved)


@rule
def one_off_cost(
    full_cost: float, growth: float, ratio: float, learning: float, learning_discount: float, relieved: float
) -> float:
    """Euro in this quarter for new steps: `ratio` times the yearly cost of what is added (P-C18, K-11)."""
    return full_cost * ratio * growth * (1.0 - learning_discount * learning) * (1.0 - relieved)


@rule
def paper_cost(full_cost: float, reported_mean: float, share: float) -> float:
    """Euro per quarter for reporting: statement-only duties are cheap (K-13, K-14, K-15)."""
    return 0.25 * full_cost * reported_mean * share


@rule
def passed_down_cost(full_cost: float, asked: float, share: float, out_of_scope: float) -> float:
    """Euro per quarter for answering large customers, by firms that the law itself spares (K-5, K-7, P-A13)."""
    return 0.25 * full_cost * asked * share * out_of_scope


@rule
def next_learning(learning: float, practice_mean: float, speed: float) -> float:
    """Experience grows with what is practised (K-4, P-C21)."""
    return learning + speed * practice_mean * (1.0 - learning)
