"""The shipped catalogue, read once for all tests."""

import pytest

from adapters.sandbox.recordings import Catalogue
from adapters.sandbox.search import Index


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    return Catalogue.load(Catalogue.shipped())


@pytest.fixture(scope="session")
def index(shipped: Catalogue) -> Index:
    return Index(shipped)
