"""Telephone numbers and e-mail addresses as those see them who do not handle the file (R-9.2)."""

_DOT = "•"
_FIRST, _LAST = 2, 3
_SHORTEST = 8


def phone(number: str) -> str:
    """The first two and the last three digits of a number: "09•• ••• 321".

    A number too short for that shows nothing but dots; an empty one is empty.
    """
    digits = [sign for sign in number if sign.isdigit()]
    if not digits:
        return ""
    if len(digits) < _SHORTEST:
        return _DOT * len(digits)
    hidden = len(digits) - _FIRST - _LAST
    middle = _DOT * min(hidden, 2) + " " + _DOT * (hidden - 2)
    return f"{''.join(digits[:_FIRST])}{middle} {''.join(digits[-_LAST:])}"


def email(address: str) -> str:
    """The first letter of an address: "n•••@…"; an empty one is empty."""
    return f"{address[0]}{_DOT * 3}@…" if address else ""
