# SPDX-License-Identifier: Apache-2.0
"""The city's side: a mosquitto that lives all the time, the way to it, and who listens there."""
import asyncio
import json
import signal
import subprocess
import threading

from books import Books
from meter import loop
from report import wait_for

BROKER = 1884  # where it listens; gateways come through the way, which can be closed
GATE = 1883
FILE = f"""\
listener {BROKER} 127.0.0.1
allow_anonymous true
persistence false
max_queued_messages 0
max_inflight_messages 0
"""


class Hub:
    def __init__(self, tram, directory):
        self.books = Books()
        self.tram = tram
        file = directory / "mosquitto.conf"
        file.write_text(FILE, encoding="utf-8")
        self.log = open(directory / "hub.log", "ab")
        self.processes = [self.start(["mosquitto", "-c", str(file)])]
        self.gate = Gate()
        self.listen()
        self.audit()

    def start(self, command, **options):
        return subprocess.Popen(command, **{
            "stdin": subprocess.DEVNULL, "stdout": self.log, "stderr": self.log} | options)

    def listen(self):
        """An own reader of all messages, beside the auditor."""
        command = ["mosquitto_sub", "-p", str(BROKER), "-V", "5", "-q", "1", "-t", "danang/#",
                   "-t", "test/ready", "-F", "%j"]
        ready = ["mosquitto_pub", "-p", str(BROKER), "-t", "test/ready", "-m", "{}", "-r"]
        wait_for("the broker", 10, lambda: subprocess.run(
            ready, stderr=self.log, check=False).returncode == 0)
        self.listener = self.start(command, stdout=subprocess.PIPE)
        self.processes.append(self.listener)
        threading.Thread(target=self.read, daemon=True).start()
        wait_for("the listener", 10, lambda: self.books.messages)

    def read(self):
        for line in self.listener.stdout:
            message = json.loads(line)
            self.books.take(message["topic"], message.get("payload"))

    def audit(self):
        """The product's auditor, from before the first record until the end."""
        self.auditor = self.start(
            [self.tram, "hub", "tail", "--url", f"mqtt://127.0.0.1:{BROKER}", "--root", "danang",
             "--audit", "--output", "json", "--lang", "en"], stdout=subprocess.PIPE)
        self.processes.append(self.auditor)

    def judgement(self):
        """Ends the auditor: what it counted."""
        self.auditor.send_signal(signal.SIGINT)
        text, _ = self.auditor.communicate(timeout=20)
        return json.loads(text.decode().splitlines()[-1])

    def end(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.kill()
            process.wait(10)
        self.log.close()


class Gate:
    """The way from the gateway to the broker."""

    def __init__(self):
        self.writers = set()
        self.server = None
        self.open()

    def open(self):
        asyncio.run_coroutine_threadsafe(self.serve(), loop()).result(10)

    async def serve(self):
        self.server = await asyncio.start_server(self.pass_on, "127.0.0.1", GATE)

    def close(self):
        asyncio.run_coroutine_threadsafe(self.shut(), loop()).result(10)

    async def shut(self):
        self.server.close()
        for writer in list(self.writers):
            writer.transport.abort()

    async def pass_on(self, reader, writer):
        there = await asyncio.open_connection("127.0.0.1", BROKER)
        ends = (writer, there[1])
        self.writers.update(ends)
        ways = [asyncio.create_task(copy(*way)) for way in (
            (reader, there[1]), (there[0], writer))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            self.writers.discard(end)
            end.transport.abort()


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
