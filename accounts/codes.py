"""One-time codes that open an account: derived, never stored, easy to read aloud and to type."""

from __future__ import annotations

import hashlib

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 and O, no 1, I and L: nobody has to guess which one is printed."""

LENGTH = 20
_GROUP = 4


def code_of(user_id: int, nonce: str) -> str:
    """The code of an invitation: whoever holds the server's key can print it, nobody else."""
    digest = salted_hmac("invitation", f"{user_id}:{nonce}", algorithm="sha256").digest()
    number, letters = int.from_bytes(digest, "big"), []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def digest_of(code: str) -> str:
    """What is stored of a code. It holds 99 bits of chance, so a plain digest cannot be undone."""
    return hashlib.sha256(code.encode()).hexdigest()


def written(code: str) -> str:
    """In groups of four: ABCD-EFGH-JKMN-PQRS-TUVW."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def read(text: str) -> str:
    """What a person typed, without spaces, dashes and small letters."""
    return "".join(letter for letter in text.upper() if letter.isalnum())
