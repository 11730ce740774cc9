"""What several bioreactors share: acid and base, gas, jacket, foam, CHO cells. A unit operation inherits what it has.

Each room holds a class of declarations and the functions that compute with them. A function takes `m`, what stands for
the declared names, and says in its docstring which names it needs from elsewhere.
"""
