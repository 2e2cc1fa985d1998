"""The commands of ``manage.py``: parse, ask the same functions as the pages, print."""
