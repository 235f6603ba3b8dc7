"""The server of our own: real processes and real sockets in a temporary folder."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from adapters.redis import embedded
from adapters.redis.client import make_client
from adapters.redis.contexts import RedisContexts
from adapters.redis.embedded import EmbeddedRedis, find_server
from bot.conversation.context import Context, Heard
from bot.errors import ServiceDown
from tests.contracts.examples import ANA, EVENING, KITCHEN

HOLDER = """
import asyncio, sys
from pathlib import Path
from adapters.redis.client import make_client
from adapters.redis.contexts import RedisContexts
from adapters.redis.embedded import EmbeddedRedis

async def main():
    async with EmbeddedRedis(Path(sys.argv[1])) as url, make_client(url) as redis:
        await redis.set("kept", "yes")
        await redis.execute_command("WAITAOF", 1, 0, 0)
        print((await redis.info("server"))["process_id"], flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


async def hold(folder: Path) -> tuple[Process, int]:
    """Start another process that has the folder; return it with the id of its server."""
    holder = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDER, str(folder), stdout=PIPE)
    assert holder.stdout is not None
    return holder, int(await holder.stdout.readline())


async def ended(process_id: int) -> None:
    """Return once no such process is there, as the kernel tells through a descriptor of it."""
    try:
        descriptor = os.pidfd_open(process_id)
    except ProcessLookupError:
        return
    gone = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(descriptor, gone.set)
    async with asyncio.timeout(10):
        await gone.wait()
    loop.remove_reader(descriptor)
    os.close(descriptor)


async def test_answers_on_a_private_socket_alone(tmp_path: Path) -> None:
    folder = tmp_path / "valkey"

    async with EmbeddedRedis(folder) as url, make_client(url) as redis:
        settings = await redis.config_get("port", "appendonly", "appendfsync")

        assert settings == {"port": "0", "appendonly": "yes", "appendfsync": "everysec"}
        assert (folder / "redis.sock").stat().st_mode & 0o777 == 0o700
        assert folder.stat().st_mode & 0o777 == 0o700


async def test_keeps_what_it_has_over_a_stop(tmp_path: Path) -> None:
    async with EmbeddedRedis(tmp_path) as url, make_client(url) as redis:
        await redis.set("kept", "yes")

    async with EmbeddedRedis(tmp_path) as url, make_client(url) as redis:
        assert await redis.get("kept") == "yes"


async def test_a_second_one_in_the_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    async with EmbeddedRedis(tmp_path) as url, make_client(url) as redis:
        with pytest.raises(ServiceDown, match=r"Another Chorus uses the folder .* CHORUS_DATA"):
            await EmbeddedRedis(tmp_path).__aenter__()

        assert await redis.ping()


async def test_a_folder_too_deep_for_a_socket_is_fine(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 30)

    async with EmbeddedRedis(folder) as url, make_client(url) as redis:
        assert await redis.ping()
        socket = Path(url.removeprefix("unix://"))
        assert len(os.fsencode(socket)) <= 90
        assert socket.parent.stat().st_mode & 0o777 == 0o700

    assert not socket.parent.exists()
    assert (folder / "appendonlydir").is_dir()


async def test_without_the_package_a_sentence_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "find_spec", lambda _name: None)

    with pytest.raises(ServiceDown, match="set REDIS_URL"):
        await EmbeddedRedis(tmp_path).__aenter__()


async def test_a_server_that_does_not_run_here_is_told_with_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "valkey-server"
    foreign.write_text("made for another system")
    monkeypatch.setattr(embedded, "find_server", lambda: foreign)

    with pytest.raises(ServiceDown, match="set REDIS_URL"):
        await EmbeddedRedis(tmp_path / "data").__aenter__()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a server with its process")
async def test_a_killed_process_leaves_no_server_and_loses_nothing(tmp_path: Path) -> None:
    holder, server = await hold(tmp_path)

    holder.send_signal(signal.SIGKILL)
    await holder.wait()
    await ended(server)

    async with EmbeddedRedis(tmp_path) as url, make_client(url) as redis:
        assert await redis.get("kept") == "yes"


async def test_a_server_left_over_is_ended_before_a_new_one_starts(tmp_path: Path) -> None:
    socket = tmp_path / "old.sock"
    leftover = await asyncio.create_subprocess_exec(
        find_server(), "--port", "0", "--unixsocket", str(socket), "--dir", str(tmp_path), stdout=PIPE
    )
    assert leftover.stdout is not None
    while b"Ready to accept" not in await leftover.stdout.readline():
        pass
    (tmp_path / "lock").write_text(str(socket))

    async with EmbeddedRedis(tmp_path) as url, make_client(url) as redis:
        assert await redis.ping()

        async with asyncio.timeout(10):
            await leftover.wait()


async def test_what_is_forgotten_is_not_on_the_disk_either(tmp_path: Path) -> None:
    async with EmbeddedRedis(tmp_path) as url, make_client(url) as redis:
        contexts = RedisContexts(redis, is_own=True)
        await contexts.save(KITCHEN, Context().with_heard(Heard(ANA, "glaciers and quiet roads", EVENING)))
        before = journal(tmp_path)

        await contexts.forget_tenant("discord", "guild", ())
        while (await redis.info("persistence"))["aof_rewrite_in_progress"]:
            pass

        after = journal(tmp_path)

    assert b"glaciers" in before
    assert b"glaciers" not in after


def journal(folder: Path) -> bytes:
    """Return all that the server has written."""
    return b"".join(path.read_bytes() for path in folder.rglob("*.aof"))
