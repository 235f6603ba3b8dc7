"""A pretend sign-in of a music service."""

from collections.abc import Iterable
from datetime import timedelta

from bot.accounts.account import Profile, Tokens
from bot.accounts.linker import challenge_of
from bot.errors import LinkRefused, ServiceError
from tests.examples import EVENING


class FakeAuthorizer:
    """An `Authorizer` whose consent codes are bound to the challenge they were given for."""

    def __init__(self) -> None:
        self.fails_with: ServiceError | None = None
        self._challenges: dict[str, str] = {}  # by state
        self._codes: dict[str, tuple[str, str]] = {}  # code -> (challenge, whose account)

    def consent_url(self, *, state: str, challenge: str, scopes: Iterable[str]) -> str:
        """Return an address that tells the state."""
        self._challenges[state] = challenge
        return f"https://accounts.test/authorize?state={state}"

    def consent(self, state: str, account: str) -> str:
        """Agree on the consent page as the owner of `account`; return the code."""
        code = f"code-{len(self._codes)}"
        self._codes[code] = (self._challenges[state], account)
        return code

    async def exchange(self, code: str, verifier: str) -> Tokens:
        """Trade a code, once, for tokens that tell the account."""
        if self.fails_with:
            raise self.fails_with
        challenge, account = self._codes.pop(code, ("", ""))
        if challenge != challenge_of(verifier):
            raise LinkRefused("link_expired")
        return Tokens(f"access-{account}", f"refresh-{account}", EVENING + timedelta(hours=1), frozenset({"a-scope"}))

    async def profile(self, tokens: Tokens) -> Profile:
        """Tell whose account it is."""
        account = tokens.access.removeprefix("access-")
        return Profile(account, account.title())
