"""Each fault has the test that produces it, a place in the runbook, and each alarm its section."""

from __future__ import annotations

import re

import pytest

from investportal.local.console import CHECKOUT, Refusal
from investportal.local.verbs import KNOWN_FAULTS, QUICK_FAULTS, SLOW_FAULTS, faults

RUNBOOK = (CHECKOUT / "docs/runbook.md").read_text()


@pytest.mark.parametrize("name", SLOW_FAULTS)
def test_a_fault_is_produced_by_the_test_of_its_name(name: str) -> None:
    source = (CHECKOUT / f"tests/faults/{SLOW_FAULTS[name]}.py").read_text()
    assert f"def test_{name.replace('-', '_')}(" in source


def test_quick_faults_are_part_of_the_tests() -> None:
    assert all((CHECKOUT / path).exists() for path in QUICK_FAULTS.values())


def test_the_runbook_gives_the_command_of_each_fault() -> None:
    told = re.findall(r"`\./portal faults ([a-z -]+)`", RUNBOOK)
    assert {name for line in told for name in line.split()} == set(KNOWN_FAULTS)


def test_each_alarm_has_its_section() -> None:
    source = (CHECKOUT / "investportal/signs.py").read_text()
    anchors = set(re.findall(r'Sign\(\s*"([a-z-]+)"', source))
    assert len(anchors) == 10
    assert anchors <= set(re.findall(r"^## (\S+)$", RUNBOOK, re.MULTILINE))


def test_a_fault_nobody_knows_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(Refusal, match=r"Unknown: mang\. Known: web, renderer, beat"):
        faults(["web", "mang"])
