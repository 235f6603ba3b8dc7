"""The rules as they ship."""

import pytest

from bot.conversation.rules.reader import Rules
from bot.curation.lexicon.terms import shipped


@pytest.fixture(scope="session")
def rules() -> Rules:
    return Rules(shipped())
