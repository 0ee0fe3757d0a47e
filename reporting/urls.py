"""Addresses of reporting."""

from django.urls import URLPattern, path

from reporting.views import case_files, figures, reports, scorecard, verifying

app_name = "reporting"

urlpatterns: list[URLPattern] = [
    path("dieu-hanh/", reports.show_dashboard, name="dashboard"),
    path("thanh-tra/<code:code>/ho-so.pdf", case_files.case_pdf, name="case_file"),
    path("nghi-quyet-135/", scorecard.show_scorecard, name="resolution"),
    path("bao-cao/", reports.list_reports, name="reports"),
    path("bao-cao/lap/", reports.prepare_report, name="prepare"),
    path("bao-cao/<int:run_id>/tai-ve/", reports.download_report, name="download"),
    path("xac-thuc/", verifying.verify, name="verify"),
    path("so-lieu-cong-bo/", figures.figures, name="figures"),
    path("so-lieu-cong-bo/them/", figures.figure_add, name="figure_add"),
    path("so-lieu-cong-bo/nhap/", figures.figure_table, name="figure_table"),
    path("so-lieu-cong-bo/<int:figure_id>/", figures.figure, name="figure"),
    path(
        "so-lieu-cong-bo/<int:figure_id>/rut/",
        figures.figure_withdraw,
        name="figure_withdraw",
    ),
]
