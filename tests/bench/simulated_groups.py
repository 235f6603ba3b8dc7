"""Groups that do not exist, with tastes that are half hidden: what a rule of choosing is tried on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

from bot.chat import Member
from bot.curation.affinity import Candidate, Features
from bot.curation.music import Track

TAGS = tuple(f"tag {number}" for number in range(40))
LIKES, SAID = 8, 4  # of the tags: how many a member likes, and how many of these they say for one list
POOL = 200  # candidates for one list
LOUD = 5  # requests of a loud member, where the others make one
KINDS = ("alike", "mixed", "one outsider", "one loud")

Taste = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Round:
    """One list to be made: what there is to choose from, and how each member would like it."""

    pool: Sequence[Candidate]
    said: Sequence[Sequence[float]]  # of each member, each candidate: by the words they said
    truth: Sequence[Sequence[float]]  # by all of their taste, which no rule sees
    requests: Sequence[int]  # of each member for this list


@dataclass(frozen=True, slots=True)
class SimulatedGroup:
    """A group and the lists it wants."""

    kind: str
    members: tuple[Member, ...]  # the loud one or the outsider is the first
    rounds: tuple[Round, ...]


def a_group(kind: str, size: int, rounds: int, random: Random, shelves: "Shelves", pool: int = POOL) -> SimulatedGroup:
    """Return a group of a kind, with so many lists to make."""
    tastes = _tastes(kind, size, random)
    requests = [LOUD if kind == "one loud" and not who else 1 for who in range(size)]
    members = tuple(Member("bench", "home", str(number)) for number in range(size))
    return SimulatedGroup(kind, members, tuple(_round(tastes, requests, random, shelves, pool) for _ in range(rounds)))


class Shelves:
    """Tracks, and which of them have a tag; some tags are far more common than others."""

    def __init__(self, number: int, random: Random) -> None:
        common = [1 / (4 + place) for place in range(len(TAGS))]
        self.tracks = [
            {tag: random.uniform(0.6, 1.0) for tag in random.choices(TAGS, common, k=random.randint(2, 5))}
            for _ in range(number)
        ]
        self.with_tag = {tag: [n for n, tags in enumerate(self.tracks) if tag in tags] for tag in TAGS}

    def search(self, tag: str, number: int, random: Random) -> list[int]:
        """Return some tracks that have a tag."""
        return random.sample(self.with_tag[tag], min(number, len(self.with_tag[tag])))


def _tastes(kind: str, size: int, random: Random) -> list[Taste]:
    base = random.sample(TAGS, LIKES)
    if kind == "alike":
        return [_near(base, random) for _ in range(size)]
    if kind == "one outsider":
        others = [tag for tag in TAGS if tag not in base]
        return [_taste(random.sample(others, LIKES), random), *(_near(base, random) for _ in range(size - 1))]
    return [_taste(random.sample(TAGS, LIKES), random) for _ in range(size)]


def _near(base: Sequence[str], random: Random) -> Taste:
    own = random.sample([tag for tag in TAGS if tag not in base], 2)
    return _taste([*random.sample(base, LIKES - 2), *own], random)


def _taste(tags: Sequence[str], random: Random) -> Taste:
    return {tag: random.uniform(0.3, 1.0) for tag in tags}


def _round(tastes: Sequence[Taste], requests: Sequence[int], random: Random, shelves: Shelves, pool: int) -> Round:
    said = [random.sample(sorted(taste), SAID) for taste in tastes]
    places = set(random.sample(range(len(shelves.tracks)), pool // 4))
    searches = [tag for tags, times in zip(said, requests, strict=True) for tag in tags * min(times, 2)]
    for tag in searches:
        places |= set(shelves.search(tag, pool // len(searches) + 1, random))
    found = sorted(places)
    return Round(
        pool=[_candidate(place, shelves.tracks[place]) for place in found],
        said=[
            [_fit({tag: taste[tag] for tag in tags}, shelves.tracks[place]) for place in found]
            for taste, tags in zip(tastes, said, strict=True)
        ],
        truth=[[_fit(taste, shelves.tracks[place]) for place in found] for taste in tastes],
        requests=requests,
    )


def _fit(taste: Taste, tags: Taste) -> float:
    """Return how well a track fits a taste: as the product does, by what is liked of what it is."""
    liked = sum(taste.get(tag, 0.0) * weight for tag, weight in tags.items())
    return min(1.0, liked / sqrt(sum(tags.values())))


def _candidate(place: int, tags: Taste) -> Candidate:
    track = Track(f"bench:{place}", f"Song {place}", (f"Artist {place % 700}",), 200)
    return Candidate(track, Features(dict(tags), None, None, frozenset(), None, True))
