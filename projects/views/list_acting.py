"""What can be done with the list shown: taken along, copied, changed in many projects at once."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.permissions import Permission
from desk.addresses import SIZE, Address
from projects.lists.question import ListQuestion
from projects.views.list_tables import FORMAT


def acting(question: ListQuestion, address: Address) -> dict[str, Any]:
    """The addresses of the list in other forms; where many may be changed, how."""
    take = reverse("projects:list_take")
    found: dict[str, Any] = {
        "xlsx_url": address.at(take),
        "csv_url": address.at(take, **{FORMAT: "csv"}),
        "copy_url": address.at(reverse("projects:list_copy")),
    }
    if question.user.can(Permission.CHANGE_MANY):
        found["change_url"] = reverse("projects:bulk_change")
        found["kept"] = [(name, value) for name, value in address.parameters if name != SIZE]
        found["all"] = question.totals.projects
    return {"acting": found}
