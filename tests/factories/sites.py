"""Points of projects and outlines of places."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from projects.models import PlaceOutline, SitePoint
from tests.factories.accounts import CommuneFactory
from tests.factories.projects import ProjectNotStarted


class PointFactory(DjangoModelFactory):
    """A point in degrees, where the areas of `AreaFactory` lie."""

    class Meta:
        model = SitePoint

    project = factory.SubFactory(ProjectNotStarted)
    label = "Cổng nhà máy"
    longitude = 106.76
    latitude = 21.85
    point_text = factory.LazyAttribute(lambda o: f"{o.latitude}, {o.longitude}")


class OutlineFactory(DjangoModelFactory):
    """A square of half a degree around the points of `PointFactory`."""

    class Meta:
        model = PlaceOutline

    unit = factory.SubFactory(CommuneFactory)
    west, south, east, north = 106.5, 21.6, 107.0, 22.1
    rings = factory.LazyAttribute(
        lambda o: [[[o.west, o.south], [o.east, o.south], [o.east, o.north], [o.west, o.north]]]
    )
    source = "Bản đồ hành chính (thử)"
