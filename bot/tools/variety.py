"""A list's receipt in words, and the panel that shows it in short."""

from collections.abc import Mapping
from dataclasses import replace

from bot.chat import Panel
from bot.curation.curator import Curator
from bot.curation.music import Item, Playlist
from bot.curation.receipt import Receipt
from bot.sessions.panel import panel_of
from bot.sessions.session import Session
from bot.texts.catalogue import text
from bot.tools.countries import country_name

MOST_COUNTRIES = 8  # by name; more are only counted


async def panel_for(
    curator: Curator, session: Session, playlist: Playlist, items: Mapping[str, Item], language: str
) -> Panel:
    """Return the panel of a session, with how diverse its list is."""
    panel = panel_of(session, playlist, items, language)
    return replace(panel, variety=in_short(await curator.receipt(playlist, items), language))


def in_short(receipt: Receipt, language: str) -> str:
    """Return a receipt in one line; empty where there are no tracks."""
    if not receipt.tracks:
        return ""
    counted = {
        "variety_artists": receipt.artists,
        "variety_decades": len(receipt.decades),
        "variety_countries": len(receipt.countries),
        "variety_no_country": receipt.no_country,
    }
    return " · ".join(text(key, language, count=count) for key, count in counted.items() if count)


def in_lines(receipt: Receipt, language: str) -> list[str]:
    """Return a receipt in full, a line for each thing that is counted."""
    artists = text("receipt_artists", language, count=receipt.artists, most=receipt.most_by_artist)
    decades = [text("receipt_decade", language, year=year, count=count) for year, count in receipt.decades]
    years = text("receipt_years", language, decades=_listed(decades, receipt.no_year, language))
    by_album = [text("receipt_album_years", language, count=receipt.album_years)] if receipt.album_years else []
    countries = text("receipt_countries", language, countries=_countries(receipt, language))
    unknown = receipt.tracks - receipt.lesser_known
    lesser = text("receipt_lesser", language, count=receipt.lesser_known, unknown=unknown)
    return [artists, " ".join([years, *by_album]), countries, lesser]


def _countries(receipt: Receipt, language: str) -> str:
    names = [f"{country_name(code, language)} {count}" for code, count in receipt.countries[:MOST_COUNTRIES]]
    more = len(receipt.countries) - len(names)
    rest = [text("receipt_more", language, count=more)] if more else []
    return _listed([*names, *rest], receipt.no_country, language)


def _listed(known: list[str], unknown: int, language: str) -> str:
    return ", ".join([*known, *([text("receipt_unknown", language, count=unknown)] if unknown else [])])
