"""What a run of a mix is asked when nobody says otherwise; light to import, for faces that only show them."""

MIXES = ("mix-0", "mix-1", "mix-2", "mix-3")
BASELINE = "reference-2020"
FUTURE = "ex-ante-2020"
DRAWS = 200
FIRMS = 5000
FIRST_YEAR_SHOWN = 2017
LAST_YEAR_SHOWN = 2030
SEED = 1
#: The first year that a page lets people choose: mixes start after 2020.
FIRST_YEAR_CHOSEN = 2021
#: Indicators that a page shows at first.
INDICATORS_SHOWN = ("practice", "paper_gap", "endorsement", "burden_share_turnover")
#: Mixes in one comparison on a page, the baseline included.
MOST_MIXES = 8
#: The year in which objectives without one of their own are read.
OBJECTIVES_YEAR = 2030
#: Whether a run that does not say so draws from the prior; False: from the shipped posterior.
PRIOR = False
#: Of `synergy`: 256 subsets x 100 draws at 1,400 firms take some minutes on two processors; the firms of the 90% goal
#: stand one to one in a sample of 1,400.
SYNERGY_DRAWS, SYNERGY_FIRMS = 100, 1400
