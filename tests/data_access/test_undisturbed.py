"""The search for garbage is put off inside and is on again outside, whoever leaves first and however."""

from __future__ import annotations

import gc

import pytest

from data_access.undisturbed import undisturbed


def test_it_is_put_off_until_the_last_one_is_out() -> None:
    with undisturbed():
        with undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_after_a_fault() -> None:
    with pytest.raises(ValueError, match="broken"), undisturbed():
        raise ValueError("broken")
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
