"""Faults that a person can cause and that end with one sentence instead of a traceback."""


class DashboardError(Exception):
    """Something that cannot be done; ``sentence`` says why in Chinese, for the person who asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class CalledWrongly(DashboardError):
    """The call names something that does not exist or does not fit (exit status 2)."""


class NotAllowed(DashboardError):
    """The caller may not do this (exit status 3)."""


class StaleVersion(DashboardError):
    """Another version came into force since the preview (problem code ``stale_version``)."""


class DatabaseNotReady(CalledWrongly):
    """No database, or one that ``init`` has not made."""


class DatabaseTooNew(CalledWrongly):
    """A database that a newer version of the program has migrated."""


class DeclarationError(DashboardError):
    """A faulty sheet declaration; ``faults`` holds every fault as (file, key, message)."""

    def __init__(self, faults: list[tuple[str, str, str]]) -> None:
        super().__init__("；".join(f"{file}：{key}：{message}" for file, key, message in faults))
        self.faults = faults
