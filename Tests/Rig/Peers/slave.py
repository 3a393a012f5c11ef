# SPDX-License-Identifier: Apache-2.0
"""A Modbus slave made of pymodbus 3.0.0, a foreign reading of the specification.

    slave.py --tcp | --rtu-over-tcp | --rtu-pty [--port N] [--identity JSON]

The first line of input is the register image: {"1": {"holding": {"0": [1, 2]}, "coil": …}} by
unit, table and first address; tables are holding, input, coil and discrete. What is not in it
answers with exception 2; a unit that is not in it does not answer. Then it prints
`ready <port>` or `ready <path>`. Each further line {"unit", "table", "address", "values"} changes
values and is answered with `ok`. It ends when its input closes. The identity is what it says of
itself (functions 17 and 43/14): {"0": "vendor", "1": "product"}.
"""
import argparse
import asyncio
import json
import os
import sys
import tty
import types


class Line:
    """A serial line that exists only in the kernel: pymodbus is the device at its master, whoever
    opens `path` is the client. Made as asyncio's transports are."""

    def __init__(self, loop, protocol):
        self.master, self.terminal = os.openpty()
        tty.setraw(self.terminal)  # our copy stays open: a client that leaves is no hang-up
        self.path = os.ttyname(self.terminal)
        self.serial = types.SimpleNamespace(port=self.path)
        loop.add_reader(self.master, lambda: protocol.data_received(os.read(self.master, 4096)))
        protocol.connection_made(self)

    def get_extra_info(self, name):
        return None

    def write(self, data):
        os.write(self.master, data)


async def open_line(loop, factory, port, **settings):
    protocol = factory()
    return Line(loop, protocol), protocol


# pymodbus does not load without this package, which Debian does not install with it; the one
# function that its serial server takes from it is ours.
sys.modules["serial_asyncio"] = types.SimpleNamespace(create_serial_connection=open_line)

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.device import ModbusDeviceIdentification
from pymodbus.server.async_io import ModbusSerialServer, ModbusTcpServer
from pymodbus.transaction import ModbusRtuFramer, ModbusSocketFramer

TABLES = {"holding": "hr", "input": "ir", "coil": "co", "discrete": "di"}


def blocks(tables):
    """The image of one unit as pymodbus keeps it, by table. A block that is left out would be full
    of zeros instead of empty."""
    return {
        name: ModbusSparseDataBlock({int(at): words for at, words in tables.get(name, {}).items()})
        for name in TABLES
    }


async def start(options, context):
    """Starts serving; the port or path that clients use."""
    texts = {int(number): text for number, text in json.loads(options.identity).items()}
    identity = ModbusDeviceIdentification(info=texts) if texts else None
    if options.rtu_pty:
        server = ModbusSerialServer(
            context, ModbusRtuFramer, identity, port="line", ignore_missing_slaves=True)
        await server.start()
        if server.transport is None:  # pymodbus swallows the reason
            sys.exit("the serial server did not open its line")
        return server, server.transport.path
    framer = ModbusRtuFramer if options.rtu_over_tcp else ModbusSocketFramer
    server = ModbusTcpServer(
        context, framer, identity, address=("127.0.0.1", options.port), allow_reuse_address=True,
        ignore_missing_slaves=True)
    asyncio.create_task(server.serve_forever())
    await server.serving
    return server, server.server.sockets[0].getsockname()[1]


async def main():
    parser = argparse.ArgumentParser(description="a well-behaved Modbus slave")
    wire = parser.add_mutually_exclusive_group(required=True)
    for name in ("--tcp", "--rtu-over-tcp", "--rtu-pty"):
        wire.add_argument(name, action="store_true")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--identity", default="{}")
    options = parser.parse_args()

    image = {int(unit): blocks(tables) for unit, tables in json.loads(sys.stdin.readline()).items()}
    slaves = {
        unit: ModbusSlaveContext(
            zero_mode=True, **{TABLES[name]: block for name, block in tables.items()})
        for unit, tables in image.items()
    }
    server, place = await start(options, ModbusServerContext(slaves=slaves, single=False))
    print("ready", place, flush=True)

    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        change = json.loads(line)
        table = image[change["unit"]][change["table"]]
        table.setValues(change["address"], change["values"])
        print("ok", flush=True)
    os._exit(0)  # the server's tasks need no farewell


asyncio.run(main())
