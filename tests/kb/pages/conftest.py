"""Entries of what was said and done."""

from collections.abc import Callable
from datetime import date

import pytest

from kb.models import SaidDid


@pytest.fixture
def said() -> Callable[..., SaidDid]:
    """Return a maker of entries; two of them share a month, so that the id has to decide."""

    def make(number: int, **fields: str) -> SaidDid:
        month = date(2020 + number // 24, number // 2 % 12 + 1, 1)
        return SaidDid.objects.create(month=month, **{"said": "Nowhere to sit.", "did": "A room.", **fields})

    return make
