"""Inspection plans, cases, findings and recommendations."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"
