"""From a member's wish as a model wrote it to the pieces of a Wish. Pure functions."""

from collections.abc import Iterator

from bot.conversation.offers import Attitude, MemberWish, StyleWish
from bot.curation.lexicon.terms import Lexicon, Term, fold
from bot.curation.picks import Origin, Pick
from bot.curation.wish import Country, Explicit, Known, Language, Named, Piece, Reach, Stance, Style, Years

_REACH = {"emerging": Reach.EMERGING, "lesser known": Reach.LESSER_KNOWN, "hits": Reach.HITS}
INSTRUMENTAL = "instrumental"  # a language of the wish: sung in none


def pieces_of(wish: MemberWish, lexicon: Lexicon, language: str) -> Iterator[Piece]:
    """Yield the pieces of one member's wish; style words that nobody knows are left out, the limits never."""
    for style in wish.styles:
        if fold(style.words) == INSTRUMENTAL:
            yield Language(INSTRUMENTAL, _stance(style.attitude))
            continue
        for term in _terms(style, lexicon, language):
            yield Style(term.name, _stance(style.attitude))
    for artist in wish.artists:
        yield Named(Pick(artist=artist.name, origin=Origin.MODEL), _stance(artist.attitude))
    for years in wish.years:
        yield Years(min(years.first, years.last), max(years.first, years.last), _stance(years.attitude))
    yield from (Country(each.code.upper(), _stance(each.attitude)) for each in wish.countries)
    yield from (Language(each.code.lower(), _stance(each.attitude)) for each in wish.languages)
    if wish.familiarity is not None:
        yield Known(_REACH[wish.familiarity])
    if wish.explicit is not None:
        yield Explicit(wish.explicit)


def _terms(style: StyleWish, lexicon: Lexicon, language: str) -> list[Term]:
    """Return the terms that style words stand for: the whole phrase if it is one, else those within it, each once."""
    term = lexicon.get(style.words.casefold()) or lexicon.named(fold(style.words), language)
    if term is not None:
        return [term]
    found = [mention.term for mention in lexicon.mentions(fold(style.words), language)]
    return list({each.name: each for each in found}.values())


def _stance(attitude: Attitude) -> Stance:
    return Stance(attitude)
