"""A page that says one thing, for those parts of Chorus that have pages but no templates: chats one installs."""

from starlette.requests import Request
from starlette.responses import Response

from adapters.web.pages import language_of, page
from bot.texts.catalogue import text


def notice(
    request: Request, status: int, heading: str, sentence: str, *, way: tuple[str, str] | None = None
) -> Response:
    """Return a page with a heading and a sentence of the text catalogue.

    Args:
        request: What it answers; it tells the reader's language.
        status: Of HTTP.
        heading: The key of the heading.
        sentence: The key of the sentence.
        way: Where one may go on from here: the key of its label, and its address.
    """
    language = language_of(request)
    shown = (text(way[0], language), way[1]) if way is not None else None
    values = {"heading": text(heading, language), "sentence": text(sentence, language)}
    return page("notice.html", status, language=language, way=shown, **values)
