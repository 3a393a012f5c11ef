# SPDX-License-Identifier: Apache-2.0
"""A Modbus slave that misbehaves on purpose, with frames and CRC of its own.

    rogue.py --tcp | --rtu-over-tcp | --rtu-pty [--port N] [--units 1,2]
             [--fault LABEL …] [--every K | --seed S --percent P] [--delay MS]

Prints `ready <port>` or `ready <path>`, then one JSON object per line for all it sees and sends,
with CLOCK_MONOTONIC in nanoseconds. A line of input {"fault": [...], "every": K, "delay": MS} (or
"seed" and "percent") changes its manners and is answered with `ok`. It ends when its input closes.

Request n (counted over all units and connections, from 1) is answered with a fault when K divides
n, or with probability P by a generator seeded with S and n; several faults take turns. Values tell
where they belong: see `word` and `bit`.
"""
import argparse
import json
import os
import random
import select
import socket
import sys
import threading
import time
import tty

FAULTS = {
    "late": "the right answer after --delay ms, the connection goes on meanwhile",
    "silent": "no answer",
    "half-frame": "the first half, then nothing",
    "wrong-unit": "the answer under the next unit's number, CRC right",
    "wrong-function": "the answer under another table's function, CRC right",
    "exception:N": "exception N",
    "short-count": "one register (or byte of bits) fewer than asked for, length and CRC right",
    "long-count": "one register (or byte of bits) more than asked for, length and CRC right",
    "noise-before": "1 to 8 random bytes, then the answer",
    "noise-after": "the answer, then 1 to 8 random bytes",
    "duplicate": "the answer twice",
    "echo": "the request, then the answer, as an adapter that hears itself",
    "echo-only": "the request",
    "garbage": "as many random bytes as the answer has",
    "split": "the answer in single bytes, 1 ms apart",
    "bad-crc": "RTU: the answer with a flipped bit in its CRC",
    "flipped-bit": "RTU: the answer with a flipped bit in its data and the old CRC",
    "wrong-transaction": "TCP: the answer under the next transaction's number",
    "huge-length": "TCP: 65535 as the header's length",
    "close-midway": "TCP and RTU over TCP: half of the answer, then the connection closes",
}
RTU_ONLY = {"bad-crc", "flipped-bit"}
TCP_ONLY = {"wrong-transaction", "huge-length"}
# Bytes of a request on a serial line by function: fixed, or fixed plus the byte at an index.
LENGTHS = {1: (8, None), 2: (8, None), 3: (8, None), 4: (8, None), 5: (8, None), 6: (8, None),
           15: (9, 6), 16: (9, 6), 22: (10, None), 23: (13, 10), 43: (7, None)}
# A serial request in pieces further apart than this is two.
PIECES_APART = 0.05

output = threading.RLock()


def tell(event, **facts):
    with output:
        print(json.dumps({"event": event, **facts}), flush=True)


def word(table, unit, address, poll):
    """Holding: always the same, from address and unit. Input: address in the high byte, the number of the
    unit's request in the low byte, so that an old answer shows."""
    if table == "holding":
        return (address * 257 + unit * 7919) & 0xFFFF
    return (address & 0xFF) << 8 | poll & 0xFF


def bit(unit, address):
    return (address * 257 + unit * 7919) >> 3 & 1


def crc(data):
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value.to_bytes(2, "little")


def number(data, at):
    return int.from_bytes(data[at:at + 2], "big")


def answer(unit, pdu, poll, more=0):
    """The PDU that a slave in order answers; with `more` registers than were asked for."""
    function = pdu[0]

    def refuse(code):
        return bytes([function | 0x80, code])

    if function in (5, 6, 15, 16) and len(pdu) >= 5:
        return pdu[:5]
    if function not in (1, 2, 3, 4):
        return refuse(1)
    if len(pdu) != 5:
        return refuse(3)
    first, count = number(pdu, 1), number(pdu, 3)
    if not 1 <= count <= (2000 if function < 3 else 125):
        return refuse(3)
    if first + count > 65536:
        return refuse(2)
    if function < 3:
        size = max(0, (count + 7) // 8 + more)
        bits = [bit(unit, first + i) if i < count else 0 for i in range(size * 8)]
        data = bytes(
            sum(b << i for i, b in enumerate(bits[at:at + 8])) for at in range(0, len(bits), 8))
    else:
        table = "holding" if function == 3 else "input"
        words = [word(table, unit, first + i, poll) for i in range(count + more)]
        data = b"".join(w.to_bytes(2, "big") for w in words)
    return bytes([function, len(data) & 0xFF]) + data


class Manners:
    """Which request gets which fault."""

    def __init__(self):
        self.lock = threading.Lock()
        self.requests = 0
        self.faulty = 0
        self.polls = {}
        self.change({})

    def change(self, wanted):
        with self.lock:
            self.faults = wanted.get("fault") or []
            self.every = wanted.get("every") or 1
            self.seed = wanted.get("seed")
            self.percent = wanted.get("percent") or 0
            self.delay = (wanted.get("delay") or 0) / 1000

    def next(self, unit):
        """The request's number, the unit's own count, and the fault, if any."""
        with self.lock:
            self.requests += 1
            self.polls[unit] = self.polls.get(unit, 0) + 1
            n, poll = self.requests, self.polls[unit]
            if self.seed is None:
                bad = n % self.every == 0
            else:
                bad = random.Random(self.seed * 1_000_003 + n).random() * 100 < self.percent
            if not (bad and self.faults):
                return n, poll, None
            self.faulty += 1
            return n, poll, self.faults[(self.faulty - 1) % len(self.faults)]


class Conversation:
    """One connection, or the line."""

    def __init__(self, number, rtu, manners, units):
        self.file, self.rtu, self.manners, self.units = number, rtu, manners, units
        self.sending = threading.Lock()
        self.open = True

    def frame(self, transaction, unit, pdu):
        body = bytes([unit & 0xFF]) + pdu
        if self.rtu:
            return body + crc(body)
        header = transaction.to_bytes(2, "big") + b"\0\0" + len(body).to_bytes(2, "big")
        return header + body

    def send(self, n, *pieces, pause=0.0):
        try:
            # Whoever has the answer finds it in the log: both are done under one lock.
            with self.sending, output:
                if not self.open:  # the descriptor may be another connection's by now
                    return
                # What follows at once comes in one piece, as on a line: between two writes this
                # program may stand still for as long as others need the processor.
                for i, piece in enumerate(pieces if pause else [b"".join(pieces)]):
                    if i:
                        time.sleep(pause)
                    os.write(self.file, piece)
                tell("reply", at=time.monotonic_ns(), n=n, bytes=b"".join(pieces).hex())
        except OSError:
            self.open = False

    def end(self):
        with self.sending:
            self.open = False

    def request(self, raw, transaction, unit, pdu, first, at):
        if self.units and unit not in self.units or self.rtu and unit == 0:
            return tell("foreign", first=first, at=at, unit=unit, bytes=raw.hex())
        n, poll, fault = self.manners.next(unit)
        tell("request", first=first, at=at, n=n, poll=poll, unit=unit, function=pdu[0],
             address=number(pdu, 1), count=number(pdu, 3), fault=fault or "", bytes=raw.hex())
        good = self.frame(transaction, unit, answer(unit, pdu, poll))
        if fault is None:
            return self.send(n, good)
        self.misbehave(fault, n, raw, transaction, unit, pdu, poll, good)

    def misbehave(self, fault, n, raw, transaction, unit, pdu, poll, good):
        chance = random.Random(n)
        noise = chance.randbytes(chance.randint(1, 8))
        half = good[:len(good) // 2]
        if fault == "late":
            threading.Timer(self.manners.delay, self.send, (n, good)).start()
        elif fault == "half-frame":
            self.send(n, half)
        elif fault == "wrong-unit":
            self.send(n, self.frame(transaction, unit + 1, answer(unit, pdu, poll)))
        elif fault == "wrong-function":
            other = {1: 2, 2: 1, 3: 4, 4: 3}.get(pdu[0], pdu[0] ^ 1)
            right = answer(unit, pdu, poll)
            changed = bytes([other | right[0] & 0x80]) + right[1:]
            self.send(n, self.frame(transaction, unit, changed))
        elif fault.startswith("exception:"):
            refusal = bytes([pdu[0] | 0x80, int(fault.split(":")[1])])
            self.send(n, self.frame(transaction, unit, refusal))
        elif fault in ("short-count", "long-count"):
            more = -1 if fault == "short-count" else 1
            self.send(n, self.frame(transaction, unit, answer(unit, pdu, poll, more)))
        elif fault == "noise-before":
            self.send(n, noise, good)
        elif fault == "noise-after":
            self.send(n, good, noise)
        elif fault == "duplicate":
            self.send(n, good, good)
        elif fault == "echo":
            self.send(n, raw, good)
        elif fault == "echo-only":
            self.send(n, raw)
        elif fault == "garbage":
            self.send(n, chance.randbytes(len(good)))
        elif fault == "split":
            self.send(n, *(bytes([b]) for b in good), pause=0.001)
        elif fault == "bad-crc":
            self.send(n, good[:-1] + bytes([good[-1] ^ 0x40]))
        elif fault == "flipped-bit":
            self.send(n, good[:-3] + bytes([good[-3] ^ 0x01]) + good[-2:])
        elif fault == "wrong-transaction":
            self.send(n, self.frame((transaction + 1) & 0xFFFF, unit, answer(unit, pdu, poll)))
        elif fault == "huge-length":
            self.send(n, good[:4] + b"\xff\xff" + good[6:])
        elif fault == "close-midway":
            self.send(n, half)
            self.open = False

    def run(self):
        """Reads until the other end leaves."""
        buffer, first = b"", 0
        while self.open:
            ready = select.select([self.file], [], [], PIECES_APART if buffer else 1)[0]
            if not ready:
                if buffer and self.rtu:  # silence ends a frame, whole or not
                    tell("damaged", first=first, at=time.monotonic_ns(), bytes=buffer.hex())
                    buffer = b""
                continue
            try:
                piece = os.read(self.file, 4096)
            except OSError:
                piece = b""
            if not piece:
                return
            at = time.monotonic_ns()
            first = first if buffer else at
            buffer = self.take(buffer + piece, first, at)

    def take(self, buffer, first, at):
        """Answers the whole requests in the buffer; what is left of it."""
        while True:
            if self.rtu:
                if len(buffer) < 2:
                    return buffer
                size, extra = LENGTHS.get(buffer[1], (len(buffer), None))
                if extra is not None:
                    if len(buffer) <= extra:
                        return buffer
                    size += buffer[extra]
                if len(buffer) < size:
                    return buffer
                raw, buffer = buffer[:size], buffer[size:]
                if size < 4 or raw[-2:] != crc(raw[:-2]):
                    tell("damaged", first=first, at=at, bytes=(raw + buffer).hex())
                    return b""
                self.request(raw, 0, raw[0], raw[1:-2], first, at)
            else:
                size = 6 + number(buffer, 4)
                if len(buffer) < 6 or len(buffer) < size:
                    return buffer
                raw, buffer = buffer[:size], buffer[size:]
                if number(raw, 2) != 0 or size < 8 or size > 260:
                    tell("damaged", first=first, at=at, bytes=raw.hex())
                    self.open = False
                    return b""
                self.request(raw, number(raw, 0), raw[6], raw[7:], first, at)
            first = at


def listen(port, rtu, manners, units):
    listener = socket.create_server(("127.0.0.1", port))

    def converse(connection, peer):
        # Small frames must leave one by one, as the faults mean them.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        tell("open", at=time.monotonic_ns(), peer=peer)
        conversation = Conversation(connection.fileno(), rtu, manners, units)
        conversation.run()
        conversation.end()
        connection.close()
        tell("close", at=time.monotonic_ns(), peer=peer)

    def accept():
        while True:
            connection, (_, peer) = listener.accept()
            threading.Thread(target=converse, args=(connection, peer), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def serial_line(manners, units):
    master, terminal = os.openpty()  # our copy of the terminal stays open: no hang-ups
    tty.setraw(terminal)
    line = Conversation(master, True, manners, units)
    threading.Thread(target=line.run, daemon=True).start()
    return os.ttyname(terminal)


def judge(faults, options):
    """Ends the program when a fault is unknown or impossible on this wire."""
    for fault in faults:
        known = fault in FAULTS or fault.startswith("exception:") and fault[10:].isdigit()
        if not known:
            sys.exit(f"unknown fault {fault}; known: {', '.join(FAULTS)}")
        if options.tcp and fault in RTU_ONLY or not options.tcp and fault in TCP_ONLY:
            sys.exit(f"{fault} does not exist on this wire")
        if options.rtu_pty and fault == "close-midway":
            sys.exit("a serial line cannot close")


def main():
    parser = argparse.ArgumentParser(description="a Modbus slave that misbehaves on purpose")
    wire = parser.add_mutually_exclusive_group(required=True)
    for name in ("--tcp", "--rtu-over-tcp", "--rtu-pty"):
        wire.add_argument(name, action="store_true")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--units", default="", help="others are not answered; all by default")
    parser.add_argument("--fault", action="append", default=[])
    parser.add_argument("--every", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--percent", type=float)
    parser.add_argument("--delay", type=float)
    options = parser.parse_args()
    judge(options.fault, options)

    manners = Manners()
    manners.change(vars(options))
    units = {int(unit) for unit in options.units.split(",") if unit}
    if options.rtu_pty:
        place = serial_line(manners, units)
    else:
        place = listen(options.port, options.rtu_over_tcp, manners, units)
    with output:
        print("ready", place, flush=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        if wanted:  # an empty one only asks for the answer
            judge(wanted.get("fault") or [], options)
            manners.change(wanted)
        with output:
            print("ok", flush=True)
    os._exit(0)  # the threads need no farewell


main()
