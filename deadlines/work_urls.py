"""Addresses of the day's work and of the calendar."""

from __future__ import annotations

from django.urls import URLPattern, path

from deadlines.views import calendar, work

urlpatterns: list[URLPattern] = [
    path("viec-hom-nay/", work.work, name="work"),
    path("viec-hom-nay/giao/", work.assign, name="assign"),
    path("viec-hom-nay/lich/", calendar.calendar, name="calendar"),
    path("viec-hom-nay/lich/huy/", calendar.revoke, name="calendar_revoke"),
    path("lich/<str:secret>.ics", calendar.read_feed, name="feed"),
]
