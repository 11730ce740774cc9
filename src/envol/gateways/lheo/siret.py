"""The key of a SIRET: a number that fails it was mistyped, or invented."""

from __future__ import annotations

LA_POSTE = "356000000"


def siret_is_sound(siret: str) -> bool:
    """Say whether the last digit of a SIRET follows from the others (Luhn).

    The offices of La Poste have another rule: the sum of their digits is a multiple of five.

    >>> siret_is_sound("73282932000074"), siret_is_sound("12345678901234")
    (True, False)
    """
    if not (len(siret) == 14 and siret.isascii() and siret.isdigit()):
        return False
    digits = [int(digit) for digit in siret]
    if siret.startswith(LA_POSTE) and sum(digits) % 5 == 0:
        return True
    return sum(sum(divmod(digit * (2 if place % 2 == 0 else 1), 10)) for place, digit in enumerate(digits)) % 10 == 0
