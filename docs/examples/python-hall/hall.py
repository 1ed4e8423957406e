"""A hall of another maker, written from docs/uplink.md alone: Python 3.9 or later, standard library only.

    python3 hall.py HUB_URL FOLDER HALL_ID

Reads one JSON on each line of its input, writes one for each thing that happens:
    {"tell": [{"type": ...}, ...]}   facts to add to its log and to report
    {"end": true}
"""

import base64
import hashlib
import hmac
import json
import os
import select
import sys
import time

from curves import (
    SPKI_ED25519,
    SPKI_X25519,
    ed25519_public,
    ed25519_sign,
    ed25519_verifies,
    x25519,
    x25519_pair,
)
from socketio import Closed, SocketIo

# Unbuffered: what select says of it is so.
INPUT = open(0, "rb", buffering=0)


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def say(**what):
    print(json.dumps(what), flush=True)


def hkdf(secret, salt, info):
    first = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(first, info + b"\x01", hashlib.sha256).digest()


class Hall:
    """Its log is a file of JSON lines; its chain of hashes begins with nothing."""

    def __init__(self, folder, hall_id):
        self.hall_id = hall_id
        os.makedirs(folder, exist_ok=True)
        self.log = os.path.join(folder, "facts.jsonl")
        key = os.path.join(folder, "region.key")
        if not os.path.exists(key):
            with open(os.open(key, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(os.urandom(32))
        with open(key, "rb") as file:
            self.seed = file.read()
        self.public = ed25519_public(self.seed)
        self.key = b64(SPKI_ED25519 + self.public)
        self.hub_file = os.path.join(folder, "hub.key")
        self.facts, self.marks = [], []
        if os.path.exists(self.log):
            with open(self.log, encoding="utf-8") as file:
                for line in file:
                    self._fold(json.loads(line))

    def fingerprint(self):
        digest = hashlib.sha256(self.key.encode()).hexdigest().upper()
        return "-".join((digest[:4], digest[4:8], digest[8:12]))

    def _fold(self, row):
        before = self.marks[-1] if self.marks else ""
        self.facts.append(row)
        self.marks.append(hashlib.sha256((before + compact(row)).encode()).hexdigest())

    def tell(self, facts):
        """Facts of one commit: on the disk before anybody hears of them."""
        with open(self.log, "a", encoding="utf-8") as file:
            for fact in facts:
                row = {"at": int(time.time() * 1000), "fact": fact}
                file.write(compact(row) + "\n")
                self._fold(row)
            file.flush()
            os.fsync(file.fileno())

    def has_directive(self, ident):
        return any(
            fact["type"] == "DirectiveReceived" and fact["directiveId"] == ident
            for fact in (row["fact"] for row in self.facts)
        )

    def knows_hub(self, hub_key):
        if os.path.exists(self.hub_file):
            with open(self.hub_file, encoding="ascii") as file:
                return file.read() == hub_key
        return None

    def keep_hub(self, hub_key):
        with open(self.hub_file, "w", encoding="ascii") as file:
            file.write(hub_key)


class Line:
    """One connection, from the challenge on."""

    def __init__(self, url, hall):
        self.hall = hall
        self.io = SocketIo(url, "/uplink")
        self.sent = self.heard = 0
        name, (challenge,), _ = self.io.event()
        if name != "challenge" or challenge["version"] != 1:
            raise Closed("no challenge")
        hub_key = challenge["hubKey"]
        if hall.knows_hub(hub_key) is False:
            raise Closed("another hub")
        secret, public = x25519_pair()
        exchange = b64(SPKI_X25519 + public)
        hello = {"version": 1, "hallId": hall.hall_id, "hallKey": hall.key, "exchange": exchange}
        hello |= {"epoch": "first", "parent": None, "last": len(hall.facts), "release": "python 1"}
        text = compact(
            ["service-hall uplink hello", 1, hub_key, challenge["exchange"], challenge["nonce"]]
            + [hall.hall_id, hall.key, exchange, "first", None, None, len(hall.facts), "python 1"]
        ).encode()
        hello["signature"] = b64(ed25519_sign(hall.seed, text))
        self.welcome = self.io.emit("hello", hello)
        if not self.welcome["ok"]:
            return
        said = compact(["service-hall uplink welcome", challenge["nonce"], hello["signature"]])
        if not ed25519_verifies(unb64(hub_key)[-32:], said.encode(), unb64(self.welcome["signature"])):
            raise Closed("uplink.untrusted")
        hall.keep_hub(hub_key)
        shared = x25519(secret, unb64(challenge["exchange"])[-32:])
        self.up, self.down = hkdf(shared, text, b"up"), hkdf(shared, text, b"down")
        self.number = self.welcome["number"]

    def _seal(self, key, count, text):
        return b64(hmac.new(key, f"{count}:{text}".encode(), hashlib.sha256).digest())

    def report(self):
        """Everything that the hub has not got, batch by batch; each waits for its answer."""
        while self.number < len(self.hall.facts):
            start, end = self.number, min(self.number + 200, len(self.hall.facts))
            rows = self.hall.facts[start:end]
            entries = [{"number": start + 1 + at, **row} for at, row in enumerate(rows)]
            marks = [{"number": end, "mark": self.hall.marks[end - 1][:16]}]
            batch = {"epoch": "first", "from": start + 1, "to": end, "entries": entries, "marks": marks}
            text = compact(batch)
            answer = self.io.emit("facts", text, self._seal(self.up, self.sent, text))
            self.sent += 1
            if not answer["ok"]:
                raise Closed(answer["code"])
            self.number = answer["number"]
        say(acknowledged=self.number)

    def is_news(self):
        return bool(self.io.pending or self.io.buffer or select.select([self.io.sock], [], [], 0.05)[0])

    def look(self):
        """One event of the hub."""
        name, arguments, ident = self.io.event()
        if name == "ended":
            raise Closed(arguments[0])
        if name != "directive":
            return
        text, seal = arguments
        if not hmac.compare_digest(seal, self._seal(self.down, self.heard, text)):
            raise Closed("uplink.untrusted")
        self.heard += 1
        self.take(json.loads(text), ident)

    def take(self, directive, ident):
        """On the disk, then answered; carried out once however often it comes."""
        key = directive["id"]
        is_new = not self.hall.has_directive(key)
        if is_new:
            left = directive["validMs"] - directive["ageMs"]
            row = {name: directive[name] for name in ("target", "work", "who", "why", "issuedAt")}
            until = int(time.time() * 1000) + max(0, left)
            self.hall.tell([{"type": "DirectiveReceived", "directiveId": key, **row, "until": until}])
        self.io.answer(ident, {"ok": True})
        say(directive=key, kind=directive["work"]["kind"], new=is_new)
        if not is_new:
            return
        if left <= 0:
            end = {"type": "DirectiveExpired", "directiveId": key}
        elif directive["work"]["kind"] == "message":
            end = {"type": "DirectiveDone", "directiveId": key, "by": "system"}
        else:
            refused = {"by": "system", "code": "directive.unknownKind"}
            end = {"type": "DirectiveRefused", "directiveId": key, **refused}
        self.hall.tell([end])
        self.report()


def main(url, folder, hall_id):
    hall = Hall(folder, hall_id)
    say(key=hall.key, fingerprint=hall.fingerprint())
    while True:
        line = None
        try:
            line = Line(url, hall)
            if not line.welcome["ok"]:
                say(refused=line.welcome["code"])
                line.io.close()
                wait(hall, 0.2)  # 5 s in earnest
                continue
            say(welcome=line.number, mark=line.welcome["mark"])
            line.report()
            follow(line, hall)
        except (Closed, OSError) as error:
            if line:
                line.io.close()
            say(lost=str(error))
            wait(hall, 0.2)  # spread, and longer each time, in earnest


def wait(hall, seconds):
    """Its own work goes on without a line."""
    if select.select([INPUT], [], [], seconds)[0]:
        asked(hall)


def follow(line, hall):
    while True:
        if line.is_news():
            line.look()
        if select.select([INPUT], [], [], 0)[0]:
            asked(hall)
            line.report()


def asked(hall):
    """One line of its input."""
    text = INPUT.readline()
    command = json.loads(text) if text else {"end": True}
    if command.get("end"):
        sys.exit(0)
    hall.tell(command["tell"])


if __name__ == "__main__":
    main(*sys.argv[1:4])
