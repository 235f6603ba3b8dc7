"""The pages of linking: who would be linked, off to the consent page, and back to a code to type in the chat."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from adapters.web.pages import language_of, page
from bot.accounts.ports import LinkDesk
from bot.errors import LinkRefused
from bot.texts.catalogue import text

COOKIE_SECONDS = 600  # as long as a begun login lives
_PLATFORMS: Mapping[str, str] = {"discord": "Discord", "slack": "Slack", "playground": "the playground"}
_TOKEN_LENGTH = 43  # of secrets.token_urlsafe(32)
_TOO_LONG = "This page was open for too long. Go back to it, load it again, and try once more."


@dataclass(frozen=True, slots=True)
class LinkPages:
    """The pages of one link desk; over TLS the cookies are bound to this host."""

    desk: LinkDesk
    secure: bool

    def routes(self) -> list[Route]:
        """Return the routes of linking."""
        return [
            Route("/link/{secret}", self._look, methods=["GET"]),
            Route("/link/{secret}", self._depart, methods=["POST"]),
            Route("/callback", self._arrive, methods=["GET"]),
            Route("/linked", self._linked, methods=["GET"]),
        ]

    async def _look(self, request: Request) -> Response:
        """Show who would be linked; a preview robot that comes by changes nothing."""
        link = await self.desk.look(request.path_params["secret"])
        language = language_of(request)
        token = self._form_token(request) or secrets.token_urlsafe(32)
        response = page(
            "link.html",
            link=link,
            platform=_PLATFORMS.get(link.platform, link.platform),
            uses=[text(use, language) for use in link.uses],
            language=language,
            token=token,
        )
        self._set_cookie(response, "form", token)
        return response

    async def _depart(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=5)
        shown, kept = str(form.get("token", "")), self._form_token(request)
        if not kept or not secrets.compare_digest(shown.encode(), kept.encode()):
            raise HTTPException(403, _TOO_LONG)
        departure = await self.desk.depart(request.path_params["secret"])
        response = RedirectResponse(departure.url, 303)
        self._set_cookie(response, "link", departure.cookie)
        return response

    async def _arrive(self, request: Request) -> Response:
        if request.method == "HEAD":
            raise HTTPException(405)  # a robot's peek must not use up the login
        asked, cookie = request.query_params, request.cookies.get(self._cookie("link"), "")
        state, code = asked.get("state", ""), asked.get("code", "")
        if not state or not cookie or not (code or "error" in asked):
            raise LinkRefused("link_expired")
        if code:
            arrival = await self.desk.arrive(state=state, cookie=cookie, code=code)
            response = page("code.html", arrival=arrival)
        else:
            await self.desk.decline(state=state, cookie=cookie)
            language = language_of(request)
            response = page("declined.html", sentence=text("link_declined", language), language=language)
        response.delete_cookie(self._cookie("link"), path="/", secure=self.secure, httponly=True, samesite="lax")
        return response

    async def _linked(self, request: Request) -> Response:
        """Answer a reload after the code's page cleaned its address: the code is shown once."""
        return page("linked.html")

    def _form_token(self, request: Request) -> str | None:
        token = request.cookies.get(self._cookie("form"), "")
        return token if len(token) == _TOKEN_LENGTH else None

    def _set_cookie(self, response: Response, purpose: str, value: str) -> None:
        response.set_cookie(
            self._cookie(purpose),
            value,
            max_age=COOKIE_SECONDS,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def _cookie(self, purpose: str) -> str:
        return f"__Host-chorus-{purpose}" if self.secure else f"chorus-{purpose}"
