"""Vietnamese text, numbers, money, dates, calendar and document numbers. Pure: no app, no clock."""
