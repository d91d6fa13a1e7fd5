"""Rule 7: what practising, reporting and answering customers costs a firm."""

from simulation.compiled import rule


@rule
def relief(by_help, by_initiative, by_subsidy):
    """Share of cost that help, common work in an initiative and money take away together (S-063, S-124)."""
    return 1.0 - (1.0 - by_help) * (1.0 - by_initiative) * (1.0 - by_subsidy)


@rule
def yearly_cost(full_cost, practice_mean, learning, learning_discount, relieved):
    """Euro per quarter for keeping up practice: falls with experience (K-4, P-C21) and shared cost (S-063)."""
    return 0.25 * full_cost * practice_mean * (1.0 - learning_discount * learning) * (1.0 - relieved)


@rule
def one_off_cost(full_cost, growth, ratio, learning, learning_discount, relieved):
    """Euro in this quarter for new steps: `ratio` times the yearly cost of what is added (P-C18, K-11)."""
    return full_cost * ratio * growth * (1.0 - learning_discount * learning) * (1.0 - relieved)


@rule
def paper_cost(full_cost, reported_mean, share):
    """Euro per quarter for reporting: statement-only duties are cheap (K-13, K-14, K-15)."""
    return 0.25 * full_cost * reported_mean * share


@rule
def passed_down_cost(full_cost, asked, share, out_of_scope):
    """Euro per quarter for answering large customers, by firms that the law itself spares (K-5, K-7, P-A13)."""
    return 0.25 * full_cost * asked * share * out_of_scope


@rule
def next_learning(learning, practice_mean, speed):
    """Experience grows with what is practised (K-4, P-C21)."""
    return learning + speed * practice_mean * (1.0 - learning)
