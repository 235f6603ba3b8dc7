"""The error tree.

ChorusError
├── MemberError           a member can mend it; its sentence is shown to them
│   ├── NoMatch           nothing fits what was asked for
│   ├── NothingThere      there is no such session, list, entry or change
│   ├── NotLinked         the act needs a linked account
│   └── LinkRefused       a link is forged, expired or used, or a code is wrong
└── ServiceError          an outside service failed; its text is for the log
    ├── ServiceDown       no answer, or not one that can be used
    │   └── StoreDown     … of our own database or Redis
    ├── RateLimited       asked to wait; knows for how long
    ├── AccessLost        the member's link no longer works: they must link again
    ├── NotAllowed        the service refuses this account, for a stated reason
    └── ModelDown         the language model gave no answer that can be used; the rules go on alone
"""

from bot.texts.catalogue import text


class ChorusError(Exception):
    """Anything Chorus raises on purpose."""


class MemberError(ChorusError):
    """A mistake a member can mend, told by a sentence of the text catalogue."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(text(key, **values))

    def sentence(self, language: str) -> str:
        """Return the sentence in `language`."""
        return text(self.key, language, **self.values)


class NoMatch(MemberError):
    """Nothing fits what was asked for."""


class NothingThere(MemberError):
    """There is no such session, list, entry or change."""


class NotLinked(MemberError):
    """The act needs a linked account."""


class LinkRefused(MemberError):
    """A link is forged, expired or used, or a code is wrong."""


class ServiceError(ChorusError):
    """An outside service failed; the text is for the log, never for a member."""


class ServiceDown(ServiceError):
    """The service did not answer, or not with anything that can be used."""


class StoreDown(ServiceDown):
    """Our own database or Redis did not answer: nobody else is to blame."""


class RateLimited(ServiceError):
    """The service asks to wait `seconds`; `quota` tells a spent daily quota from a short burst."""

    def __init__(self, message: str, *, seconds: float, quota: bool = False) -> None:
        super().__init__(message)
        self.seconds = seconds
        self.quota = quota


class AccessLost(ServiceError):
    """The member's link no longer works (revoked, or past its six months): they must link again."""


class NotAllowed(ServiceError):
    """The service refuses this account; `reason` is a key of the text catalogue that says why."""

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class ModelDown(ServiceError):
    """The language model gave no answer that can be used.

    `lasting` tells a state that only an admin can mend (a wrong key, a spent quota, an unknown model) from a passing
    one; then `setting` names what to change and `page` where.
    """

    def __init__(self, message: str, *, lasting: bool = False, setting: str = "", page: str = "") -> None:
        super().__init__(message)
        self.lasting = lasting
        self.setting = setting
        self.page = page
