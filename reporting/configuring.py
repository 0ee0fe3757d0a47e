"""The letterhead of this installation, from its settings."""

from __future__ import annotations

from django.conf import settings

from accounts.models import AdministrativeUnit
from reporting.letterhead import Header, Issuer, Letter, Preset, Signature
from reporting.shapes import DEMO_LABEL, PUBLISHED_LABEL
from vn.places import bare
from vn.text import fold

_LABELS = {"demo": DEMO_LABEL, "published": PUBLISHED_LABEL}


def letter() -> Letter:
    """Who issues the report, to whom, over which signature block; names stay blank."""
    return Letter(
        issuer=Issuer(
            header=Header.DEPARTMENT,
            name=settings.ISSUER_NAME,
            province=_province(),
            place=settings.REPORT_PLACE,
            parent=settings.ISSUER_PARENT,
            number_suffix=settings.REPORT_NUMBER_SUFFIX,
        ),
        addressees=tuple(settings.REPORT_ADDRESSEES),
        recipients=tuple(settings.REPORT_RECIPIENTS),
        signature=Signature(power_lines=tuple(settings.REPORT_SIGNATURE)),
        basis=(),
        dataset_label=_LABELS.get(settings.PORTAL_DATASET, ""),
        # A parent line beside the national title leaves room for the smaller letters only.
        preset=Preset.SMALL,
    )


def _province() -> str:
    """Its full name where the register of places has it: Hải Phòng is a city."""
    provinces = AdministrativeUnit.objects.filter(level=AdministrativeUnit.Level.PROVINCE)
    wanted = bare(settings.PROVINCE_NAME)
    known = (name for name in provinces.values_list("name", flat=True) if bare(name) == wanted)
    name = next(known, settings.PROVINCE_NAME)
    return f"tỉnh {name}" if bare(name) == fold(name) else name[0].lower() + name[1:]
