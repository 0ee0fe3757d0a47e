"""The shipped register of places: whole, loaded once, never over an administrator's rows."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AdministrativeUnit, AdministrativeUnitSuccession, AuditEvent
from accounts.units_file import FOLDER, of_province
from investportal.management.commands import prepare_instance
from tests.factories import ProvinceFactory

pytestmark = pytest.mark.django_db

JUNE = date(2025, 6, 30)


def load(province: str = "Lạng Sơn") -> str:
    out = io.StringIO()
    call_command("load_units", province=province, stdout=out)
    return out.getvalue()


def numbers(said: str) -> list[int]:
    """How many places and successions it says it added."""
    return [int(word) for word in said.splitlines()[0].split() if word.isdigit()]


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(*provinces: str) -> Counter[str]:
    """Counted from the file itself: places by level, of these provinces' codes."""
    units = rows("units.csv")
    districts = {r["code"] for r in units if r["level"] == "district" and r["parent"] in provinces}
    below = [r for r in units if r["parent"] in {*provinces, *districts}]
    provincial = [r for r in units if r["level"] == "province"]
    return Counter(r["level"] for r in (*below, *provincial))


def stored() -> Counter[str]:
    return Counter(AdministrativeUnit.objects.values_list("level", flat=True))


def unit(code: str) -> AdministrativeUnit:
    return AdministrativeUnit.objects.get(code=code)


def test_the_file_tells_each_place_once_and_what_became_of_it() -> None:
    units, links = rows("units.csv"), rows("successions.csv")
    codes = {row["code"] for row in units}
    assert len(codes) == len(units)
    assert {row["parent"] for row in units} - {""} <= codes
    assert {row[end] for row in links for end in ("old", "new")} <= codes
    assert {row["share"] for row in links} == {"1", ""}
    ended = {row["code"] for row in units if row["valid_to"]}
    assert {row["old"] for row in links} == ended
    levels = Counter((row["level"], bool(row["valid_to"])) for row in units)
    assert levels["province", False] == 34
    assert levels["province", True] == 63 - 34
    assert levels["commune", False] == 3321


def test_a_share_is_known_only_where_there_is_one_successor() -> None:
    links = rows("successions.csv")
    successors = Counter(row["old"] for row in links)
    assert all((successors[row["old"]] == 1) == (row["share"] == "1") for row in links)


def test_loads_the_province_with_what_it_was_and_loads_it_once() -> None:
    said = load()
    assert stored() == expected("20")
    assert stored()["commune"] == 65 + 194
    assert numbers(said) == [333, 296]
    before = AdministrativeUnitSuccession.objects.count()
    assert numbers(load()) == [0, 0]
    assert (stored(), AdministrativeUnitSuccession.objects.count()) == (expected("20"), before)
    assert AuditEvent.objects.filter(verb="units_loaded").count() == 1


def test_a_merged_province_brings_its_districts_and_communes() -> None:
    load("Hải Phòng")
    assert stored() == expected("31", "cu-30")
    merged = AdministrativeUnitSuccession.objects.get(old__code="cu-30")
    assert (merged.new.name, merged.share) == ("thành phố Hải Phòng", Decimal(1))
    assert merged.legal_reference.startswith("Nghị quyết số 202/2025/QH15")
    lineage = AdministrativeUnitSuccession.objects.lineage()
    assert lineage.on_day(unit("cu-30").pk, JUNE) == {unit("cu-30").pk}
    assert lineage.on_day(unit("cu-30").pk, date(2025, 7, 1)) == {unit("31").pk}
    assert lineage.on_day(unit("31").pk, JUNE) == {unit("31").pk}


def test_the_name_of_a_merged_province_stands_for_the_whole() -> None:
    load("tỉnh Hải Dương")
    assert stored() == expected("31", "cu-30")


def test_a_divided_district_has_no_share() -> None:
    load()
    links = AdministrativeUnitSuccession.objects.filter(old__code="cu-186")
    assert links.count() == 8
    assert {link.share for link in links} == {None}
    assert {link.effective_date for link in links} == {date(2025, 7, 1)}


def test_what_an_administrator_wrote_stays_and_is_named() -> None:
    load()
    AdministrativeUnit.objects.filter(code="06385").update(name="xã Hữu Lũng (sửa)")
    assert "06385" in load()
    assert unit("06385").name == "xã Hữu Lũng (sửa)"


def test_a_province_that_an_import_entered_is_not_entered_twice() -> None:
    ProvinceFactory(code="tinh-lang-son", name="Lạng Sơn")
    load()
    found = AdministrativeUnit.objects.filter(level="province", name__icontains="lạng sơn")
    assert found.get().code == "tinh-lang-son"
    assert found.get().administrativeunit_set.filter(level="district").count() == 11


def test_a_province_nobody_knows_is_refused_in_words() -> None:
    with pytest.raises(CommandError, match="Xa Lạ"):
        load("Xa Lạ")


def test_provinces_stand_before_what_belongs_to_them() -> None:
    levels = [row.level for row in of_province("Lạng Sơn").units]
    assert levels.index("district") > max(n for n, x in enumerate(levels) if x == "province")


@pytest.mark.parametrize(("dataset", "has_places"), [("empty", True), ("demo", False)])
def test_a_new_instance_begins_with_the_places_of_its_province(
    settings, monkeypatch, dataset: str, has_places: bool
) -> None:
    """The demonstration province has invented places of its own (accounts/demo.py)."""
    asked: list[str] = []
    monkeypatch.setattr(
        prepare_instance, "call_command", lambda name, *_args, **_named: asked.append(name)
    )
    settings.PORTAL_DATASET = dataset
    prepare_instance.Command(stdout=io.StringIO())._load_first_data()
    assert ("load_units" in asked) is has_places
