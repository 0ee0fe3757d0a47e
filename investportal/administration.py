"""Puts the portal's own admin site in the place of Django's default one."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "accounts.administration.AdministrationSite"
