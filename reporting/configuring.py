"""The letterhead of this installation, from its settings."""

from __future__ import annotations

from django.conf import settings

from reporting.builder import Letter
from reporting.letterhead import Header, Issuer, Preset, Signature
from reporting.shapes import DEMO_LABEL, PUBLISHED_LABEL

_LABELS = {"demo": DEMO_LABEL, "published": PUBLISHED_LABEL}


def letter() -> Letter:
    """Who issues the report, to whom, over which signature block; names stay blank."""
    province = f"tỉnh {settings.PROVINCE_NAME}"
    return Letter(
        issuer=Issuer(
            header=Header.DEPARTMENT,
            name=settings.ISSUER_NAME,
            province=province,
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
