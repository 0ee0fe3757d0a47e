"""Addresses of reporting."""

from django.urls import URLPattern, path

from reporting import views

app_name = "reporting"

urlpatterns: list[URLPattern] = [
    path("dieu-hanh/", views.show_dashboard, name="dashboard"),
    path("bao-cao/", views.list_reports, name="reports"),
    path("bao-cao/lap/", views.prepare_report, name="prepare"),
    path("bao-cao/<int:run_id>/tai-ve/", views.download_report, name="download"),
]
