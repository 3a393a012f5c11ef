# SPDX-License-Identifier: Apache-2.0
"""Modbus servers that keep books: registers 0 and 1 of a unit are the count of its answers."""
import asyncio
import struct
import threading
import time

PROFILE = """\
profile: counting-meter
vendor: Tram
model: a counter of its own answers
class: other
sources: [the simulated device of the system test]
points:
  - {{name: count, table: holding, address: 0, as: uint32, unit: "1", quantity: other}}
{values}
"""


def profile(points=5):
    """The count and further values, one register each."""
    values = [f'  - {{name: value_{at}, table: holding, address: {at}, as: uint16, unit: "1", '
              "quantity: other}" for at in range(2, points + 1)]
    return PROFILE.format(values="\n".join(values))


def crc(data):
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return struct.pack("<H", value)


class Meter:
    """A port with any number of units. `rtu` speaks RTU framing, for a serial adapter."""

    loop = None

    def __init__(self, port, rtu=False):
        self.port = port
        self.rtu = rtu
        self.frozen = False
        self.answers = {}  # by unit: when each was given
        self.writers = set()
        asyncio.run_coroutine_threadsafe(self.serve(), loop()).result(10)

    async def serve(self):
        self.server = await asyncio.start_server(self.client, "127.0.0.1", self.port)

    async def client(self, reader, writer):
        self.writers.add(writer)
        try:
            while True:
                await (self.take_rtu if self.rtu else self.take_tcp)(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.writers.discard(writer)
            writer.close()

    async def take_tcp(self, reader, writer):
        number, _, length, unit = struct.unpack(">HHHB", await reader.readexactly(7))
        answer = self.answer(unit, await reader.readexactly(length - 1))
        if answer:
            writer.write(struct.pack(">HHHB", number, 0, len(answer) + 1, unit) + answer)
            await writer.drain()

    async def take_rtu(self, reader, writer):
        frame = await reader.readexactly(8)
        while crc(frame[:6]) != frame[6:]:
            frame = frame[1:] + await reader.readexactly(1)
        answer = self.answer(frame[0], frame[1:6])
        if answer:
            answer = frame[:1] + answer
            writer.write(answer + crc(answer))
            await writer.drain()

    def answer(self, unit, request):
        if self.frozen:
            return None
        function, address, count = struct.unpack(">BHH", request)
        if function != 3:
            return bytes([function | 0x80, 1])
        times = self.answers.setdefault(unit, [])
        times.append(time.monotonic())
        words = [len(times) >> 16, len(times) & 0xFFFF]
        words += [(len(times) + at) & 0xFFFF for at in range(2, 128)]
        words = words[address:address + count]
        return struct.pack(f">BB{len(words)}H", 3, 2 * len(words), *words)


def loop():
    """One thread answers for all of them."""
    if Meter.loop is None:
        Meter.loop = asyncio.new_event_loop()
        threading.Thread(target=Meter.loop.run_forever, daemon=True).start()
    return Meter.loop
