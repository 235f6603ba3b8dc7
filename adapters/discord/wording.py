"""What the adapter itself says: only where Discord, and not the conversation, is the matter. Pure functions."""

_TEXTS = {
    "en": {
        "add_to_playlist": "Add to playlist",
        "for_you_alone": "{member}: I have something for you alone. Press the button and only you will see it.",
        "show_me": "Show it to me",
        "sent_in_private": "The answer is for you alone.",
        "not_for_you": "This is for somebody else.",
        "button_too_old": "This button is too old. Say it in words instead.",
        "open": "Open in Spotify",
        "finish_linking": "Finish linking",
    },
    "es": {
        "add_to_playlist": "Añadir a la lista",
        "for_you_alone": "{member}: tengo algo solo para ti. Pulsa el botón y solo tú lo verás.",
        "show_me": "Enséñamelo",
        "sent_in_private": "La respuesta es solo para ti.",
        "not_for_you": "Esto es para otra persona.",
        "button_too_old": "Este botón es demasiado antiguo. Dilo con palabras.",
        "open": "Abrir en Spotify",
        "finish_linking": "Terminar de vincular",
    },
}
LANGUAGES = tuple(_TEXTS)


def wording(key: str, language: str, /, **values: str) -> str:
    """Return a sentence in `language` (its first two letters count), else in English."""
    return _TEXTS.get(language[:2], _TEXTS["en"])[key].format_map(values)
