"""Backup and restore: one file that holds everything and goes back into either engine.

The file is an SQLite database of the same tables, marked as a backup and sealed with a checksum of every table.
"""

from data_access.store.portable.form import BackupMark
from data_access.store.portable.restoring import restore
from data_access.store.portable.writing import back_up

__all__ = ["BackupMark", "back_up", "restore"]
