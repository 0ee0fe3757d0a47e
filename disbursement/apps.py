"""Public investment: plans, allocations, payments, reallocation."""

from django.apps import AppConfig


class DisbursementConfig(AppConfig):
    name = "disbursement"
