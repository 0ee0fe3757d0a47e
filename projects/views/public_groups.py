"""The sections of the page of a public project: its own, some it shares, and panels of other rooms.

The sections shared are declared in `page_groups`; those of the law on non-budget projects (investor,
deposits, certificates, gates) are not among them. What is paid belongs to rooms above the registry,
which contribute panels (`projects.extensions.panel`).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from projects import extensions
from projects.views import public_section
from projects.views.page_groups import GROUPS
from projects.views.page_sections import Group, Section

_SHARED = {section.key: section for group in GROUPS for section in group.sections}

_PUBLIC: tuple[Group, ...] = (
    Group("tong-quan", _("Overview"), (_SHARED["flags"], _SHARED["duties"]), alarms=True),
    Group("tai-chinh", _("Money"), ()),
    Group(
        "ho-so",
        _("Legal file"),
        (
            Section(
                "decisions",
                _("Decisions on the project"),
                public_section.decisions,
                rows=("decisions",),
                anchor="quyet-dinh",
                adds={"public_decision_add": _("Record a decision")},
                edits_here=True,
            ),
            _SHARED["documents"],
            _SHARED["related"],
            _SHARED["published"],
        ),
    ),
    Group(
        "dat",
        _("Land"),
        (
            Section("readiness", _("Site"), public_section.readiness, edits_here=True),
            _SHARED["areas"],
            _SHARED["clearance"],
        ),
    ),
    Group(
        "ban-giao",
        _("Completion"),
        (
            Section(
                "settlement",
                _("Handing over and final settlement"),
                public_section.settlement,
                edits_here=True,
            ),
        ),
    ),
    Group("lam-viec", _("Work on it"), (_SHARED["directives"], _SHARED["persons"])),
    Group("nhat-ky", _("History"), (_SHARED["history"],)),
)


def groups(*, public: bool) -> list[Group]:
    """The groups of the page, each with the panels that other rooms contribute to it.

    Panels stand first among the sections of a public project, last among those of another.
    """
    if public:
        return [Group(g.key, g.title, (*_panels(g.key), *g.sections), g.alarms) for g in _PUBLIC]
    return [
        Group(g.key, g.title, (*g.sections, *_panels(g.key, public=False)), g.alarms)
        for g in GROUPS
    ]


def _panels(group: str, *, public: bool = True) -> Sequence[Section]:
    return [
        Section(
            panel.key,
            panel.title,
            panel.section,
            anchor=panel.anchor,
            rows=panel.rows,
            needs=panel.needs,
            template=panel.template,
        )
        for panel in extensions.panels(group, public=public)
    ]
