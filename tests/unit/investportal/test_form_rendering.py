"""Lists of choices drawn in Python are those of Django's templates, character for character."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from investportal.form_rendering import Renderer

HOSTILE = '"><script>alert(1)</script>'
CASES: dict[str, tuple[forms.Widget, Any, dict[str, Any]]] = {
    "plain": (forms.Select(choices=[("", "—"), ("a", "Một"), (2, 2)]), "a", {"id": "id_x"}),
    "lazy words": (forms.Select(choices=[("all", _("All"))]), None, {"required": True}),
    "groups": (
        forms.Select(choices=[("A & B", [(1, "x"), (2, "y")]), ("Còn lại", [(1_234_567, "z")])]),
        2,
        {"disabled": False, "aria-describedby": "a b"},
    ),
    "hostile": (
        forms.Select(choices=[(HOSTILE, HOSTILE), (HOSTILE, [(HOSTILE, HOSTILE)])]),
        HOSTILE,
        {"title": HOSTILE},
    ),
    "safe words": (forms.Select(choices=[("a", mark_safe("<b>a</b>"))]), "a", {}),
    "numbers as words": (forms.Select(choices=[(0, 1_234_567), (1, 1.5)]), 0, {}),
    "several": (forms.SelectMultiple(choices=[(1, "x"), (2, "y")]), [1, 2], {"size": 4}),
    "yes, no, unknown": (forms.NullBooleanSelect(), True, {}),
    "not a list": (forms.TextInput(), HOSTILE, {"id": "id_x"}),
}


@pytest.mark.parametrize("name", list(CASES))
def test_as_django_draws_it(name: str) -> None:
    widget, value, attrs = CASES[name]
    ours = widget.render("x", value, attrs, renderer=Renderer())
    assert ours == widget.render("x", value, attrs, renderer=DjangoTemplates())


class _OwnOption(forms.Select):
    """A list whose choices have a template of their own."""

    option_template_name = "django/forms/widgets/checkbox_option.html"


def test_choices_with_a_template_of_their_own_keep_it() -> None:
    widget = _OwnOption(choices=[("a", "Một")])
    assert '<input type="select"' in widget.render("x", "a", {}, renderer=Renderer())
