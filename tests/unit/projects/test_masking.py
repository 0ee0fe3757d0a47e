"""Numbers and addresses as those see them who do not handle the file."""

from __future__ import annotations

import pytest

from projects.rules import masking


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("0912345321", "09•• ••• 321"),
        ("0912 345 321", "09•• ••• 321"),
        ("+84 912 345 321", "84•• •••• 321"),
        ("02063 852 123", "02•• •••• 123"),
        ("1234567", "•••••••"),
        ("", ""),
    ],
)
def test_a_number_keeps_two_and_three_digits(number: str, masked: str) -> None:
    assert masking.phone(number) == masked


@pytest.mark.parametrize(
    ("address", "masked"), [("nam@congty.vn", "n•••@…"), ("b@c.vn", "b•••@…"), ("", "")]
)
def test_an_address_keeps_its_first_letter(address: str, masked: str) -> None:
    assert masking.email(address) == masked
