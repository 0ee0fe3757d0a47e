"""Addresses of reporting."""

from django.urls import URLPattern, path

from reporting.views import (
    case_files,
    copies,
    figures,
    letters,
    paper_reading,
    papers,
    publishing,
    reports,
    scorecard,
    verifying,
)

app_name = "reporting"

urlpatterns: list[URLPattern] = [
    path("dieu-hanh/", reports.show_dashboard, name="dashboard"),
    path("thanh-tra/<code:code>/ho-so.pdf", case_files.case_pdf, name="case_file"),
    path("nghi-quyet-135/", scorecard.show_scorecard, name="resolution"),
    path("bao-cao/", reports.list_reports, name="reports"),
    path("bao-cao/lap/", reports.prepare_report, name="prepare"),
    path("bao-cao/<int:run_id>/", paper_reading.report, name="report"),
    path("bao-cao/<int:run_id>/tai-ve/", paper_reading.download, name="download"),
    path("bao-cao/<int:run_id>/ban-word/", copies.word_copy, name="word_copy"),
    path("bao-cao/<int:run_id>/ban-excel/", copies.excel_copy, name="excel_copy"),
    path("bao-cao/<int:run_id>/xem-thu/", paper_reading.preview, name="preview"),
    path("bao-cao/<int:run_id>/phan/<slug:slot>/", papers.passage, name="passage"),
    path("bao-cao/<int:run_id>/xin-quyet-dinh/", papers.asks, name="asks"),
    path("bao-cao/<int:run_id>/giai-trinh/", papers.explanation, name="explanation"),
    path("bao-cao/<int:run_id>/trinh/", papers.submit, name="submit"),
    path("bao-cao/<int:run_id>/tra-lai/", papers.give_back, name="give_back"),
    path("bao-cao/<int:run_id>/duyet/", papers.approve, name="approve"),
    path("bao-cao/<int:run_id>/ban-hanh/", papers.issue, name="issue"),
    path("bao-cao/<int:run_id>/dinh-chinh/", papers.correct, name="correct"),
    path("bao-cao/<int:run_id>/ket-luan/", papers.conclusion, name="conclusion"),
    path("bao-cao/<int:run_id>/so-lieu/<str:key>/", paper_reading.figure, name="report_figure"),
    path(
        "bao-cao/<int:run_id>/so-voi/<int:other_id>/",
        paper_reading.compare,
        name="report_comparison",
    ),
    path("bao-cao/<int:run_id>/cong-bo/", publishing.public_report, name="public_report"),
    path(
        "cong-bo/<code:code>/xem-thu/", publishing.publication_preview, name="publication_preview"
    ),
    path("thu/canh-bao/<int:flag_id>/", letters.of_flag, name="flag_letters"),
    path("thu/canh-bao/<int:flag_id>/<slug:letter>/", letters.flag_letter, name="flag_letter"),
    path("thu/vu-viec/<code:code>/", letters.of_case, name="case_letters"),
    path("thu/vu-viec/<code:code>/<slug:letter>/", letters.case_letter, name="case_letter"),
    path("thu/<int:letter_id>/tep/", letters.letter_file, name="letter_file"),
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
