"""Play the conversations with a live language model: `make eval MODEL=gpt-6-luna`."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import structlog
from pydantic import ValidationError

from adapters.openai.model import OpenAILanguageModel
from adapters.openai.settings import OpenAISettings
from tests.conversations.cases import Case, all_cases
from tests.conversations.report import Played, failures, table
from tests.conversations.run import play
from tests.conversations.stage import a_stage

USUAL_TIMES = 3


def main() -> int:
    """Play and print; 1 where a case did not pass every time, 2 where the settings name no model."""
    asked = _arguments()
    try:
        settings = OpenAISettings(model=asked.model)
    except ValidationError as error:
        print("; ".join(problem["msg"] for problem in error.errors()), file=sys.stderr)
        return 2
    if not settings.is_wanted:
        print("Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.", file=sys.stderr)
        return 2
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    chosen = [case for case in all_cases() if not case.is_bad and asked.only in case.id]
    played = asyncio.run(_played(chosen, settings, asked.times))
    _print(f"{settings.model} at {settings.shown_address}, each case {asked.times} times", list(table(played)))
    _print("What went wrong", list(failures(played)))
    return 0 if all(each.is_reliable for each in played) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conversations", description=__doc__)
    parser.add_argument("--model", required=True, help="the model's name at OPENAI_BASE_URL, or at OpenAI")
    parser.add_argument("--times", type=_times, default=USUAL_TIMES, metavar="K", help="how often each case is played")
    parser.add_argument("--only", default="", metavar="ID", help="play the cases whose id holds this")
    return parser.parse_args()


def _times(words: str) -> int:
    times = int(words or USUAL_TIMES)
    if times < 1:
        raise argparse.ArgumentTypeError("at least once")
    return times


async def _played(cases: Sequence[Case], settings: OpenAISettings, times: int) -> list[Played]:
    model = OpenAILanguageModel(settings, lambda: datetime.now(UTC))
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with a_stage(Path(folder), model) as stage:
                return [Played(case, tuple([tuple(await play(case, stage)) for _ in range(times)])) for case in cases]
    finally:
        await model.close()


def _print(title: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"\n{title}")
        print("\n".join(f"  {line}" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
