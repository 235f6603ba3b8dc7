"""Which redirect URIs the pretend accounts service accepts, and where it sends people."""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import SplitResult, urlencode, urlsplit


def is_registered(redirect_uri: str, registered: Iterable[str]) -> bool:
    """Tell whether `redirect_uri` is exactly a registered one, or one on loopback but for its port."""
    return is_allowed(redirect_uri) and any(
        redirect_uri == one or _is_same_but_port(redirect_uri, one) for one in registered
    )


def is_allowed(redirect_uri: str) -> bool:
    """Tell whether an app may register it: HTTPS, an own scheme, or HTTP on a loopback address."""
    parts = _split(redirect_uri)
    if parts is None or not parts.scheme or parts.hostname == "localhost":
        return False
    return parts.scheme != "http" or _is_loopback(parts.hostname)


def with_answer(redirect_uri: str, answer: dict[str, str]) -> str:
    """Return `redirect_uri` with `answer` in its query."""
    joint = "&" if urlsplit(redirect_uri).query else "?"
    return f"{redirect_uri}{joint}{urlencode(answer)}"


def _is_same_but_port(redirect_uri: str, registered: str) -> bool:
    asked, known = _split(redirect_uri), _split(registered)
    if asked is None or known is None or not _is_loopback(known.hostname) or known.port is not None:
        return False
    return (asked.scheme, asked.hostname, asked.path, asked.query) == (
        known.scheme, known.hostname, known.path, known.query,
    )  # fmt: skip


def _split(uri: str) -> SplitResult | None:
    try:
        parts = urlsplit(uri)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts


def _is_loopback(host: str | None) -> bool:
    try:
        return host is not None and ip_address(host).is_loopback
    except ValueError:
        return False
