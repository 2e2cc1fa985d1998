from tests.data_access.examination.build import desk

__all__ = ["desk"]
