"""How forms are drawn: as Django does, but lists of choices without a template for each choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from django.http import HttpRequest

SELECT = "django/forms/widgets/select.html"
_OPTION = "django/forms/widgets/select_option.html"


class Renderer(DjangoTemplates):
    """Draws a `<select>` in Python, character for character as Django's templates do.

    The list of projects offers six hundred choices; a template for each took a quarter of its page.
    """

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        """The HTML of a form, a box or a message."""
        if template_name == SELECT and _is_usual(context["widget"]):
            return _select(context["widget"])
        return mark_safe(super().render(template_name, context, request))  # noqa: S308 -- Django's


def _is_usual(widget: Mapping[str, Any]) -> bool:
    """Whether every choice is drawn as Django draws it."""
    groups = widget["optgroups"]
    return all(option["template_name"] == _OPTION for _, options, _ in groups for option in options)


def _select(widget: Mapping[str, Any]) -> SafeString:
    parts = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{_words(group)}">')
        parts += [_option(option) for option in options]
        if group:
            parts.append("\n  </optgroup>")
    parts.append("\n</select>")
    return mark_safe("".join(parts))  # noqa: S308 -- every word is escaped


def _option(option: Mapping[str, Any]) -> str:
    value, attributes = escape(str(option["value"])), _attributes(option["attrs"])
    return f'\n  <option value="{value}"{attributes}>{_words(option["label"])}</option>\n'


def _attributes(attrs: Mapping[str, Any]) -> str:
    """True stands for an attribute without a value, False for none."""
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )


def _words(label: Any) -> str:
    return conditional_escape(localize(label))
