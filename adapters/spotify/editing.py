"""One edit of a playlist as a call to the Web API."""

from adapters.spotify.client import Body, Client
from adapters.spotify.web_api import Ask
from bot.curation.edits import Add, Edit, Move, Remove, Replace


def is_repeatable(edit: Edit) -> bool:
    """Tell whether doing it twice does no more than doing it once."""
    return isinstance(edit, Replace | Remove)


def to_ask(service_id: str, edit: Edit) -> Ask:
    """Return the call that does one edit of a playlist."""
    return lambda client: _done(client, service_id, edit)


def _done(client: Client, service_id: str, edit: Edit) -> Body:
    """Do one edit; nowhere with a snapshot_id: with one Spotify has answered 502."""
    answer: Body
    match edit:
        case Replace(uris):
            answer = client.playlist_replace_items(service_id, list(uris))
        case Remove(uris):
            answer = client.playlist_remove_all_occurrences_of_items(service_id, list(uris))
        case Move(start, length, before):
            answer = client.playlist_reorder_items(service_id, start, before, length)
        case Add(uris, position):
            answer = client.playlist_add_items(service_id, uris, position)
    return answer
