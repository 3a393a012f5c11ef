# SPDX-License-Identifier: Apache-2.0
"""Opens an archive as anybody would and looks for secrets in every form that comes to mind.

Arguments: the archive, a file with a secret a line. Prints "NAME SIZE" for each part, then
"HIT SECRET FORM PART" for each that is found.
"""
import base64
import json
import sys
import tarfile
import urllib.parse


def forms(secret):
    raw = secret.encode()
    yield "raw", raw
    yield "hex", raw.hex().encode()
    yield "spaced", raw.hex(" ").encode()
    yield "percent", urllib.parse.quote(secret, safe="").encode()
    yield "all-percent", b"".join(b"%%%02x" % byte for byte in raw)
    yield "json", json.dumps(secret)[1:-1].encode()
    yield "unicode", b"".join(b"\\u%04x" % ord(letter) for letter in secret)
    for before in range(3):
        text = base64.b64encode(b"\0" * before + raw).rstrip(b"=")
        # Letters at the ends depend on what stands beside them.
        inner = text[(0, 2, 3)[before]:len(text) - (1 if (len(raw) + before) % 3 else 0)]
        yield "base64-%d" % before, inner
        yield "url64-%d" % before, inner.replace(b"+", b"-").replace(b"/", b"_")


def streams(text):
    """The bytes of a capture, put together by direction."""
    kind, stream = None, b""
    for line in text.splitlines():
        record = json.loads(line)
        if not isinstance(record, list) or len(record) < 3:
            continue
        if record[1] != kind:
            yield stream
            kind, stream = record[1], b""
        stream += bytes.fromhex(record[2])
    yield stream


def swapped(data):
    data = data[:len(data) // 2 * 2]
    return b"".join(data[i + 1:i + 2] + data[i:i + 1] for i in range(0, len(data), 2))


def contents(name, data):
    yield "", data
    if name.endswith(".capture"):
        for stream in streams(data.decode()):
            for shift in range(2):
                yield "stream ", stream[shift:]
                yield "swapped ", swapped(stream[shift:])
                yield "wide ", stream[shift::2]


archive, secrets = sys.argv[1:]
with open(secrets, encoding="utf-8") as file:
    words = [line.rstrip("\n") for line in file if line.strip()]
with tarfile.open(archive, "r:gz") as tar:
    for member in tar.getmembers():
        data = tar.extractfile(member).read()
        print(member.name, len(data))
        for word in words:
            for form, pattern in forms(word):
                if pattern.lower() in member.name.encode().lower():
                    print("HIT", word, form, "a name")
                for how, content in contents(member.name, data):
                    if pattern.lower() in content.lower():
                        print("HIT", word, how + form, member.name)
