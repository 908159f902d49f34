"""Whatever comes in is answered: a sample of what `make endurance` tries ten thousand times."""

import pytest

from tests.fuzz.doors import DOORS, knock


@pytest.mark.parametrize("name", DOORS)
def test_whatever_comes_in_is_answered(name: str) -> None:
    assert knock(DOORS[name], 120) >= 100
