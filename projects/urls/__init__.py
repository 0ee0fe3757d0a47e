"""Addresses of projects."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter

from projects.views import (
    adjusting,
    history_page,
    list_columns,
    look_up,
    own,
    places,
    portfolio,
    reading,
    requests,
    sheets,
    statements,
)

app_name = "projects"


class CodeConverter(StringConverter):
    """The code of a project; the database cannot even be asked about one with a NUL in it."""

    regex = "[^/\\0]+"


register_converter(CodeConverter, "code")

urlpatterns: list[URLPattern | URLResolver] = [
    path("du-an/", reading.project_list, name="list"),
    path("du-an/cot/", list_columns.choose_columns, name="list_columns"),
    path("", include("projects.urls.acting")),
    path("", include("projects.urls.appraisal")),
    path("du-an/", include("projects.urls.edit")),
    path("du-an/", include("projects.urls.ending")),
    path("du-an-dau-tu-cong/", include("projects.urls.public")),
    path("du-an/<code:code>/", reading.project_detail, name="detail"),
    path("du-an/<code:code>/dieu-chinh/", adjusting.comparison, name="comparison"),
    path("du-an/<code:code>/phieu/", sheets.sheet, name="sheet"),
    path("du-an/<code:code>/lich-su/", history_page.history, name="history"),
    path("", include("projects.urls.registering")),
    path("nha-dau-tu/", include("projects.urls.investors")),
    path("", include("projects.urls.search")),
    path("tai-lieu/", include("projects.urls.documents")),
    path("", include("projects.urls.handling")),
    path("nhap-excel/", include("projects.urls.imports")),
    path("", include("projects.urls.calls")),
    path("", include("projects.urls.quality")),
    path("", include("projects.urls.map")),
    path("", include("projects.urls.support")),
    path("", include("projects.urls.own_reports")),
    path("du-an-cua-toi/", own.own_projects, name="own_list"),
    path("du-an-cua-toi/<code:code>/", own.own_project, name="own"),
    path("du-an-cua-toi/<code:code>/phieu/", sheets.own_sheet, name="own_sheet"),
    path("du-an-cua-toi/<code:code>/gia-han/", requests.own_request, name="own_request"),
    path("giai-trinh/<int:flag_id>/", statements.answer_flag, name="answer_flag"),
    path("giai-trinh/<int:flag_id>/van-ban/", statements.paper_flag, name="paper_flag"),
    path("giai-trinh/tep/<int:pk>/", statements.statement_attach, name="statement_attach"),
    path("ban-giao-ho-so/", portfolio.portfolios, name="portfolios"),
    path("ban-giao-ho-so/<int:user_id>/", portfolio.hand_over, name="hand_over"),
    path("dia-ban/nhap/", places.place_list, name="places"),
    path("dia-ban/nhap/mau/", places.place_template, name="place_template"),
    path("dia-ban/nhap/ghi/", places.write_places, name="write_places"),
    path("tra-cuu/", look_up.find, name="look_up"),
]
