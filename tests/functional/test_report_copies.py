"""Who takes a copy of which report home."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from tests.factories.reporting import PaperDraft, issued_with_its_words
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

COPIES = [("word_copy", ".docx"), ("excel_copy", ".xlsx")]


@pytest.mark.parametrize(("name", "ending"), COPIES)
def test_a_copy_of_a_draft_is_for_those_who_work_on_it(
    client: Client, name: str, ending: str
) -> None:
    draft = reverse(f"reporting:{name}", args=[PaperDraft().run_id])
    issued = reverse(f"reporting:{name}", args=[issued_with_its_words().run_id])
    assert client.get(draft).status_code == 302
    reader = signed_in(UserFactory(committee_leader=True))
    assert [reader.get(each).status_code for each in (draft, issued)] == [404, 200]
    officer = signed_in(UserFactory(specialist=True))
    for each in (draft, issued):
        page = officer.get(each)
        assert page.status_code == 200
        assert page.content.startswith(b"PK")
        assert f'{ending}"' in page["Content-Disposition"]
    assert officer.post(draft).status_code == 405
