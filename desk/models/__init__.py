"""What a person works with and no domain owns, one file a subject."""

from desk.models.drafts import CARRIED, FILES, USE, Draft
from desk.models.finding import Pin, SavedView, Visit
from desk.models.jobs import Job
from desk.models.notifications import CalendarFeed, Mailing, Notification, NotificationChoice

__all__ = [
    "CARRIED",
    "FILES",
    "USE",
    "CalendarFeed",
    "Draft",
    "Job",
    "Mailing",
    "Notification",
    "NotificationChoice",
    "Pin",
    "SavedView",
    "Visit",
]
