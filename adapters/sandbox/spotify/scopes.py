"""The scopes an app may ask for, and the sentences people agree to."""

SENTENCES = {
    "playlist-modify-public": "Manage your public playlists.",
    "playlist-modify-private": "Manage your private playlists.",
    "playlist-read-private": "Access your private playlists.",
    "playlist-read-collaborative": "Access your collaborative playlists.",
    "ugc-image-upload": "Upload images to Spotify on your behalf.",
    "user-read-private": "Access your subscription details.",
    "user-read-email": "Get your real email address.",
    "user-top-read": "Read your top artists and content.",
    "user-read-recently-played": "Access your recently played items.",
    "user-read-currently-playing": "Read your currently playing content.",
    "user-read-playback-state": ("Read your currently playing content and Spotify Connect devices information."),
    "user-modify-playback-state": "Control playback on your Spotify clients and Spotify Connect devices.",
    "user-read-playback-position": "Read your position in content you have played.",
    "user-library-read": "Access your saved content.",
    "user-library-modify": "Manage your saved content.",
    "user-follow-read": "Access your followers and who you are following.",
    "user-follow-modify": "Manage your saved content.",
    "app-remote-control": "Communicate with the Spotify app on your device.",
    "streaming": "Play content and control playback on your other devices.",
}


def sentences(scopes: frozenset[str]) -> list[str]:
    """Return what the consent page says of `scopes`, each sentence once, in a fixed order."""
    wanted = [sentence for scope, sentence in SENTENCES.items() if scope in scopes]
    return list(dict.fromkeys(wanted))
