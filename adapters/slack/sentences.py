"""The few sentences that Slack itself makes necessary, by language."""

_SENTENCES = {
    "en": {
        "waiting": "{name}, this is for you alone, and Slack lets me show it only when you press the button.",
        "show": "Show it to me",
        "not_yours": "That is for somebody else.",
        "gone": "That has been waiting too long; please ask me again.",
        "stranger": "You are here from another organisation, so I do not link accounts in this workspace.",
        "not_installed": "Chorus is not installed here any more; whoever installed it can add it again.",
        "ok": "OK",
        "cancel": "Cancel",
        "sure": "Are you sure?",
        "more": "… and {count} more",
        "lasts": "{minutes} min",
        "shared": "Shall that go on the group's list? Only you see this.",
        "add_shared": "Add to the list",
    },
    "es": {
        "waiting": "{name}, esto es solo para ti, y Slack me deja mostrarlo solo cuando pulses el botón.",
        "show": "Enséñamelo",
        "not_yours": "Eso es para otra persona.",
        "gone": "Eso llevaba demasiado tiempo esperando; pídemelo otra vez.",
        "stranger": "Estás aquí desde otra organización, así que no enlazo cuentas en este espacio de trabajo.",
        "not_installed": "Chorus ya no está instalado aquí; quien lo instaló puede volver a añadirlo.",
        "ok": "Aceptar",
        "cancel": "Cancelar",
        "sure": "¿Seguro?",
        "more": "… y {count} más",
        "lasts": "{minutes} min",
        "shared": "¿Lo añado a la lista del grupo? Esto solo lo ves tú.",
        "add_shared": "Añadir a la lista",
    },
}


def sentence(key: str, language: str | None = None, /, **values: object) -> str:
    """Return a sentence in `language`, else in English."""
    return _SENTENCES.get(language or "", _SENTENCES["en"])[key].format_map(values)
