"""The pretend accounts service: the page where people agree, and the tokens that follow."""

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from adapters.sandbox.spotify import grants
from adapters.sandbox.spotify.errors import GrantRefusal, grant_refused
from adapters.sandbox.spotify.redirects import is_registered, with_answer
from adapters.sandbox.spotify.rendering import html
from adapters.sandbox.spotify.scopes import SENTENCES, sentences
from adapters.sandbox.spotify.state import SpotifyState
from adapters.sandbox.spotify.tokens import Code

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


class BadLogin(Exception):
    """A login that cannot even be answered at its redirect URI."""


@dataclass(frozen=True, slots=True)
class Login:
    """What the app asks a person to agree to."""

    redirect_uri: str
    state: str | None
    scopes: frozenset[str]
    challenge: str | None
    show_dialog: bool

    def answered(self, answer: dict[str, str]) -> str:
        """Return where to send the person with `answer`."""
        echoed = {} if self.state is None else {"state": self.state}
        return with_answer(self.redirect_uri, answer | echoed)


@dataclass(frozen=True, slots=True)
class Accounts:
    """Answers for the accounts service."""

    memory: SpotifyState

    async def ask(self, request: Request) -> Response:
        """Show the page on which a person chooses who they are and agrees."""
        try:
            login = self._login(request.query_params)
        except BadLogin as problem:
            return self._bad(str(problem))
        mistake = _mistake(request.query_params)
        if mistake is not None:
            return RedirectResponse(login.answered({"error": mistake}), 303)
        return html(
            "authorize.html",
            headers=_HEADERS,
            root="../",
            app=self.memory.app.name,
            people=list(self.memory.people.values()),
            sentences=sentences(login.scopes),
            redirect_uri=login.redirect_uri,
            asked=request.query_params.items(),
        )

    async def answer(self, request: Request) -> Response:
        """Send the person back with a code, or with their refusal."""
        form = await request.form()
        try:
            login = self._login(form)
        except BadLogin as problem:
            return self._bad(str(problem))
        person = self.memory.people.get(str(form.get("person", "")))
        if form.get("answer") != "agree" or person is None:
            return RedirectResponse(login.answered({"error": "access_denied"}), 303)
        return RedirectResponse(login.answered({"code": self._agree(person.id, login)}), 303)

    async def token(self, request: Request) -> Response:
        """Hand out tokens."""
        return await grants.token(request, self.memory)

    def _agree(self, person: str, login: Login) -> str:
        """Note the consent; return a code for it."""
        before, scopes = self.memory.consents.get(person), login.scopes
        if before is not None and not login.show_dialog:
            scopes &= before  # a scope added later does not come unless the dialog is asked for
        self.memory.consents[person] = (before or frozenset()) | scopes
        code = Code(person, scopes, login.redirect_uri, login.challenge, self.memory.now())
        self.memory.codes[code.value] = code
        return code.value

    def _login(self, words: QueryParams | FormData) -> Login:
        """Return what is asked.

        Raises:
            BadLogin: nobody registered this app, or this redirect URI for it.
        """
        if words.get("client_id") != self.memory.app.client_id:
            raise BadLogin("INVALID_CLIENT: Invalid client")
        redirect_uri = str(words.get("redirect_uri", ""))
        if not is_registered(redirect_uri, self.memory.app.redirect_uris):
            raise BadLogin("INVALID_CLIENT: Invalid redirect URI")
        return Login(
            redirect_uri,
            _text(words, "state"),
            frozenset((_text(words, "scope") or "").split()) & SENTENCES.keys(),
            _text(words, "code_challenge"),
            (_text(words, "show_dialog") or "").lower() == "true",
        )

    def _bad(self, problem: str) -> Response:
        return html("problem.html", 400, headers=_HEADERS, root="../", problem=problem)


def accounts_app(state: SpotifyState) -> Starlette:
    """Return the accounts service over `state`."""
    return Starlette(routes=accounts_routes(state), exception_handlers={GrantRefusal: grant_refused})


def accounts_routes(state: SpotifyState) -> list[Route]:
    """Return every route of the accounts service, each named by its method and path."""
    accounts = Accounts(state)
    return [
        Route("/authorize", accounts.ask, methods=["GET"], name="GET /authorize"),
        Route("/authorize", accounts.answer, methods=["POST"], name="POST /authorize"),
        Route("/api/token", accounts.token, methods=["POST"], name="POST /api/token"),
    ]


def _mistake(words: QueryParams) -> str | None:
    """Return the error the app is told of when it asks wrongly, None when it asks rightly."""
    if words.get("response_type") != "code":
        return "unsupported_response_type"
    if not set(words.get("scope", "").split()) <= SENTENCES.keys():
        return "invalid_scope"
    if "code_challenge" in words and words.get("code_challenge_method") != "S256":
        return "invalid_request"
    return None


def _text(words: QueryParams | FormData, name: str) -> str | None:
    value = words.get(name)
    return value if isinstance(value, str) else None
