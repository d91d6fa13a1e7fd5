"""The behavioural rules: scalar functions of one firm, one short function per idea.

Numbers reach a rule as arguments, from the parameter registry; nothing is typed in here but zero, one
and the length of a year. Each docstring names the sources of the mechanism; the parameters carry
their own. The order in which the rules act is the table in `simulation/driver.py`.
"""
