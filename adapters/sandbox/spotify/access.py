"""Who calls the Web API, and what they may do."""

from dataclasses import dataclass

from starlette.requests import Request

from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.people import Person
from adapters.sandbox.spotify.state import SpotifyState
from adapters.sandbox.spotify.tokens import AccessToken

NOT_ALLOWED = "Check settings on developer.spotify.com/dashboard, the user may not be registered."
OWNER_LAPSED = (
    "Active premium subscription required for the owner of the app. When the subscription status changes, "
    "it can take a few hours before requests are allowed again."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token a call carries, and what it may do."""

    person: Person | None  # none for a token the app got for itself
    scopes: frozenset[str]

    def must_have(self, *scopes: str) -> Person:
        """Return the person when the token holds all of `scopes`.

        Raises:
            Refusal: it is the app's own token, or a scope is missing.
        """
        person = self.must_be_person()
        if not self.scopes.issuperset(scopes):
            raise Refusal(403, "Insufficient client scope")
        return person

    def must_have_any(self, *scopes: str) -> Person:
        """Return the person when the token holds one of `scopes`.

        Raises:
            Refusal: it is the app's own token, or it holds none of them.
        """
        person = self.must_be_person()
        if self.scopes.isdisjoint(scopes):
            raise Refusal(403, "Insufficient client scope")
        return person

    def must_be_person(self) -> Person:
        """Return the person behind the token.

        Raises:
            Refusal: it is the app's own token.
        """
        if self.person is None:
            raise Refusal(401, "Valid user authentication required")
        return self.person


def the_caller(request: Request, state: SpotifyState) -> Caller:
    """Return who calls.

    Raises:
        Refusal: the token is missing or over, or Spotify does not serve this app or this person.
    """
    token = _token(request, state)
    if not state.app.owner_pays:
        raise Refusal(403, OWNER_LAPSED, plain=True)
    person = None if token.person is None else state.people[token.person]
    if person is not None and not person.allowed:
        raise Refusal(403, NOT_ALLOWED)
    return Caller(person, token.scopes)


def _token(request: Request, state: SpotifyState) -> AccessToken:
    header = request.headers.get("authorization", "")
    if not header:
        raise Refusal(401, "No token provided")
    kind, _, value = header.partition(" ")
    if kind.lower() != "bearer":
        raise Refusal(400, "Only valid bearer authentication supported")
    token = state.access_tokens.get(value.strip())
    if token is None:
        raise Refusal(401, "Invalid access token")
    if state.now() >= token.ends_at:
        raise Refusal(401, "The access token expired")
    return token
