"""When a server fails again and again it is left in peace, so that nobody waits for it in vain."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog

from adapters.openai.refusals import Unanswered
from bot.errors import ModelDown

FAILURES = 3  # in a row
REST = timedelta(seconds=30)

log = structlog.get_logger()


class Breaker:
    """Closed it lets every call pass, open none; after a rest one call may try."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._failures = 0
        self._opened: datetime | None = None
        self._reason: ModelDown | None = None
        self._is_tried = False

    @property
    def reason(self) -> ModelDown | None:
        """Why calls are held back, None while they pass."""
        return self._reason

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Let one call pass, and learn from how it ends; one that is cancelled tells nothing.

        Raises:
            ModelDown: it may not pass.
        """
        is_trial = self._passes()
        try:
            yield
        except ModelDown as error:
            self._failed(error)
            raise
        else:
            self._succeeded()
        finally:
            if is_trial:
                self._is_tried = False

    def _passes(self) -> bool:
        """Tell whether the call is the one that may try.

        Raises:
            ModelDown: it may not pass.
        """
        if self._opened is None or self._reason is None:
            return False
        if self._is_tried or self._clock() < self._opened + REST:
            why = self._reason
            raise ModelDown(f"Held back. {why}", lasting=why.lasting, setting=why.setting, page=why.page)
        self._is_tried = True
        return True

    def _failed(self, error: ModelDown) -> None:
        if not error.lasting and not isinstance(error, Unanswered):
            self._succeeded()  # this briefing got no answer; the server is well
            return
        self._failures += 1
        if error.lasting or self._failures >= FAILURES:
            if self._opened is None:
                log.warning("model rests", reason=str(error), setting=error.setting, page=error.page)
            self._opened, self._reason = self._clock(), error

    def _succeeded(self) -> None:
        if self._opened is not None:
            log.info("model is back")
        self._failures, self._opened, self._reason = 0, None, None
