"""Placeholder of the template for a new unit operation.

It will hold a small, complete unit operation with a comment at each decision: its states, inputs, parameters
and where each number comes from, its balances as named terms, and its reference cases.
`make new-unit NAME=my_unit` copies it to src/envol/twin/units/my_unit.py.
"""
