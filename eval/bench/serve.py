"""The server under load: many clients at once, every answer compared with the library's own record.

python eval/bench/serve.py [CLIENTS] [REQUESTS]
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

import kawat
from kawat_eval.gold import read_gold

ROOT = Path(__file__).parents[2]
CLIENTS = 200
REQUESTS = 5  # of each client
CHARACTERS = 600  # of each text: a dispatch's lead


@dataclass(slots=True)
class Load:
    """What came of it: seconds of each answered request, of all, and how many were sent away, failed or were wrong."""

    seconds: list[float] = field(default_factory=list)
    total: float = 0.0
    busy: int = 0
    failed: list[str] = field(default_factory=list)
    different: int = 0

    def __str__(self) -> str:
        cuts = statistics.quantiles(self.seconds, n=100)
        speed = len(self.seconds) / self.total
        return (
            f"{len(self.seconds)} answered in {self.total:.1f} s ({speed:.1f} a second); p50 {cuts[49]:.2f} s, p95 "
            f"{cuts[94]:.2f} s; {self.busy} sent away (429), {len(self.failed)} failed, {self.different} different"
        )


@contextmanager
def server() -> Iterator[str]:
    """The address of `kawat serve`, in a process of its own."""
    with tempfile.TemporaryDirectory() as desk:
        command = [str(Path(sys.executable).with_name("kawat")), "serve", desk, "--port", "0"]
        told = Path(desk) / "told"  # a file, not a pipe: nobody would empty it, and a full one stops the server
        with told.open("w") as stderr, subprocess.Popen(command, stderr=stderr) as process:
            try:
                while not (lines := told.read_text().splitlines()) and process.poll() is None:
                    time.sleep(0.05)
                yield lines[0].split()[1]
            finally:
                process.terminate()


async def load(address: str, expected: Sequence[tuple[str, str]], *, clients: int, requests: int) -> Load:
    """`expected`: texts and their records' JSON. A client that is sent away comes back when it was told to."""
    result = Load()

    async def client(number: int) -> None:
        async with httpx.AsyncClient(base_url=address, timeout=120) as connection:
            for turn in range(requests):
                text, record = expected[(number * requests + turn) % len(expected)]
                began = time.perf_counter()
                while (answer := await connection.post("/annotate", json={"text": text})).status_code == 429:
                    result.busy += 1
                    await asyncio.sleep(int(answer.headers["retry-after"]))
                if answer.status_code != 200:
                    result.failed.append(answer.text)
                    continue
                result.seconds.append(time.perf_counter() - began)
                result.different += answer.text != record

    began = time.perf_counter()
    await asyncio.gather(*map(client, range(clients)))
    result.total = time.perf_counter() - began
    return result


def main(clients: int = CLIENTS, requests: int = REQUESTS) -> Load:
    texts = [document.text[:CHARACTERS] for document in read_gold(ROOT / "eval" / "gold")][::8]
    expected = [(text, kawat.annotate(text).to_json()) for text in texts]
    with server() as address:
        return asyncio.run(load(address, expected, clients=clients, requests=requests))


if __name__ == "__main__":
    print(main(*map(int, sys.argv[1:])))
