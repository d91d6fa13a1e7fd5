"""Names of the statistics that are compared with measured facts; calibration/observation.py computes each of them."""

#: One per measured fact that is fitted or held out (docs/evidence.md says what each one is).
STATISTICS = (
    "endorsement_2017",
    "endorsement_2019",
    "endorsement_finance_2019",
    "endorsement_high_risk_2019",
    "all_six_2019",
    "survey_applies_all",
    "survey_applies_large",
    "survey_applies_small",
    "benchmark_leaders_2017",
    "benchmark_laggards_2017",
    "benchmark_growth_2014_2017",
    "german_elements_2020",
    "french_plans_2020",
    "french_plans_growth",
    "french_maturity_growth",
    "british_statements_2019",
    "listed_committed_2016",
    "listed_aware_2016",
    "german_ready_2023",
    "timber_compliance",
)
