"""What people say finds the terms they mean."""

import pytest

from bot.curation.lexicon.terms import fold, shipped

ENGLISH = [
    ("music that feels like glaciers and quiet roads", ["glaciers", "quiet roads"]),
    ("ambient jazz for late-night study", ["ambient jazz", "late-night", "study"]),
    ("emerging Afro-Latin producers with cinematic sound", ["afro-latin", "cinematic"]),
    ("a playlist for Friday's road trip, two hours, no country", ["road trip", "country"]),
    ("less pop, more upbeat", ["pop", "upbeat"]),
    ("less pop, rock and folk instead", ["pop", "rock", "folk"]),
    ("pop rock", ["pop rock"]),
    ("pop/rock", ["pop rock"]),
    ("too sad for me", ["sad"]),
    ("less piano, more voices", ["piano", "voice"]),
    ("calmer", ["calm"]),
    ("slower and softer", ["calm", "calm"]),
    ("faster! more energy!", ["energetic", "energetic"]),
    ("not too loud", ["energetic"]),
    ("happier", ["happy"]),
    ("darker, colder", ["dark", "cold"]),
    ("something warm and cozy", ["warm", "cosy"]),
    ("K-indie for a rainy sunday", ["k-indie", "rainy", "sunday morning"]),
    ("80s synthpop", ["synth-pop"]),
    ("90s hip-hop but clean", ["hip hop"]),
    ("rap music", ["hip hop"]),
    ("no rap", ["rap"]),
    ("R and B", ["r&b"]),
    ("rnb or R'n'B", ["r&b", "r&b"]),
    ("some R&B please", ["r&b"]),
    ("drum & bass", ["drum and bass"]),
    ("dnb", ["drum and bass"]),
    ("drum 'n' bass", ["drum and bass"]),
    ("drums, bass and strings", ["drums", "bass", "strings"]),
    ("rock 'n' roll", ["rock and roll"]),
    ("Lo-Fi hip-hop beats", ["lo-fi hip hop", "drum machine"]),
    ("lofi", ["lo-fi hip hop"]),
    ("kpop and jpop", ["k-pop", "j-pop"]),
    ("bossa for dinner", ["bossa nova", "dinner"]),
    ("metal for the gym", ["heavy metal", "workout"]),
    ("classical music to help me concentrate", ["classical", "focus"]),
    ("work music", ["focus"]),
    ("deep house until sunrise", ["deep house", "dawn"]),
    ("songs for a breakup", ["heartbreak"]),
    ("love songs", ["romantic"]),
    ("upbeat indie for a picnic", ["upbeat", "indie", "picnic"]),
    ("spooky organ for halloween", ["haunting", "organ", "halloween"]),
    ("jazz, but the cool jazz kind", ["jazz", "cool jazz"]),
    ("spaghetti western soundtrack", ["spaghetti western", "film score"]),
    ("under the northern lights", ["northern lights"]),
    ("new years eve party", ["new year's eve", "party"]),
    ("neon tokyo night", ["neon", "tokyo night"]),
    ("a long train journey through the andes", ["train ride", "andes"]),
    ("rai, raï and RAÏ", ["raï", "raï", "raï"]),
    ("juju music from Lagos", ["jùjú", "lagos party"]),
    ("sax and electric guitar", ["saxophone", "electric guitar"]),
    ("an hour of calm piano music", ["calm", "piano"]),
    ("instrumental post rock", ["instrumental", "post-rock"]),
    ("lullabies for the baby", ["baby sleep", "baby sleep"]),
    ("cyberpunk city at night", ["cyberpunk", "city", "night"]),
    ("D&D night with dragons", ["fantasy quest", "night", "fantasy quest"]),
    ("I like this one, play more good new ones", []),
    ("hey chorus, what's on the list?", []),
    ("my code is K7QM-2XWA", []),
    ("", []),
]

SPANISH = [
    ("música tranquila para estudiar de noche", ["calm", "study", "night"]),
    ("más tranquilo", ["calm"]),
    ("menos pop, más alegre", ["pop", "happy"]),
    ("demasiado triste para mí", ["sad"]),
    ("demasiado lenta", ["calm"]),
    ("más rápido y más movido", ["energetic", "energetic"]),
    ("que no sea country", ["country"]),
    ("algo que suene a mar", ["sea"]),
    ("sin reggaetón ni bachata", ["reggaeton", "bachata"]),
    ("nada de reguetón", ["reggaeton"]),
    ("música latina para bailar", ["latin", "danceable"]),
    ("música electrónica oscura", ["electronic", "dark"]),
    ("pon electrónica", ["electronic"]),
    ("jazz ambiental para la madrugada", ["ambient jazz", "late-night"]),
    ("productores afrolatinos no, música afrolatina", ["afro-latin"]),
    ("canciones de amor con guitarra", ["romantic", "guitar"]),
    ("glaciares y carreteras tranquilas", ["glaciers", "quiet roads"]),
    ("para el gimnasio", ["workout"]),
    ("una fiesta de cumpleaños", ["birthday"]),
    ("cumbia villera y rock nacional", ["cumbia", "rock en español"]),
    ("viaje por carretera de verano", ["road trip", "summer"]),
    ("un domingo lluvioso en la cocina", ["sunday morning", "rainy", "cooking"]),
    ("villancicos", ["christmas"]),
    ("desamor y despecho", ["heartbreak", "heartbreak"]),
    ("menos piano, más voces", ["piano", "voice"]),
    ("banda sonora de película de espías", ["film score", "spy movie"]),
    ("cuerdas y saxofón", ["strings", "saxophone"]),
    ("MÚSICA CLÁSICA", ["classical"]),
    ("aurora boreal sobre el fiordo", ["northern lights", "fjord"]),
    ("lo-fi para concentrarme", ["lo-fi hip hop", "focus"]),
    ("nostálgica y agridulce", ["nostalgic", "bittersweet"]),
    ("atardecer en la playa", ["sunset", "beach"]),
    ("la mañana de antes, por favor", []),
    ("qué hay en la lista", []),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_finds_what_is_meant_in_english(text: str, expected: list[str]) -> None:
    assert _names(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH)
def test_finds_what_is_meant_in_spanish(text: str, expected: list[str]) -> None:
    assert _names(text, "es") == expected


def _names(text: str, language: str) -> list[str]:
    return [mention.term.name for mention in shipped().mentions(fold(text), language)]
