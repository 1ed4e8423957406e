"""As much of Socket.IO 4 over WebSocket as a hall needs: docs/uplink.md, "Without a Socket.IO library"."""

import base64
import json
import os
import socket
import struct
import urllib.parse


class Closed(Exception):
    """The line is lost."""


class SocketIo:
    def __init__(self, url, namespace, timeout=60):
        parts = urllib.parse.urlsplit(url)
        self.namespace = namespace
        self.pending = []
        self.buffer = b""
        self.acks = 0
        self.sock = socket.create_connection((parts.hostname, parts.port or 80), timeout)
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            (
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
                f"Host: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
            ).encode()
        )
        head = b""
        while b"\r\n\r\n" not in head:
            head += self._some()
        head, self.buffer = head.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise Closed(head.split(b"\r\n")[0].decode())
        if not self._text().startswith("0"):
            raise Closed("no engine.io")
        self._send(f"40{namespace},")

    def close(self):
        self.sock.close()

    def _some(self):
        try:
            part = self.sock.recv(65536)
        except OSError as error:
            raise Closed(str(error)) from error
        if not part:
            raise Closed("end")
        return part

    def _exactly(self, count):
        while len(self.buffer) < count:
            self.buffer += self._some()
        part, self.buffer = self.buffer[:count], self.buffer[count:]
        return part

    def _text(self):
        """The next text message; a close frame ends the line."""
        whole = b""
        while True:
            first, second = self._exactly(2)
            length = second & 127
            if length == 126:
                (length,) = struct.unpack(">H", self._exactly(2))
            elif length == 127:
                (length,) = struct.unpack(">Q", self._exactly(8))
            data = self._exactly(length)
            if first & 15 == 8:
                raise Closed("closed")
            whole += data
            if first & 128:
                return whole.decode()

    def _send(self, text):
        data = text.encode()
        mask = os.urandom(4)
        if len(data) < 126:
            head = struct.pack(">BB", 129, 128 | len(data))
        elif len(data) < 65536:
            head = struct.pack(">BBH", 129, 254, len(data))
        else:
            head = struct.pack(">BBQ", 129, 255, len(data))
        pad = (mask * (len(data) // 4 + 1))[: len(data)]
        masked = (int.from_bytes(data, "big") ^ int.from_bytes(pad, "big")).to_bytes(len(data), "big")
        try:
            self.sock.sendall(head + mask + masked)
        except OSError as error:
            raise Closed(str(error)) from error

    def _packet(self):
        """The next packet of the namespace: ('2' | '3', id or None, data)."""
        while True:
            text = self._text()
            if text == "2":
                self._send("3")
                continue
            if text == "1" or text.startswith("41"):
                raise Closed("the hub ended the line")
            if text.startswith("44"):
                raise Closed(text)
            if text[:2] not in ("42", "43"):
                continue
            kind, rest = text[1], text[2:].removeprefix(self.namespace + ",")
            digits = len(rest) - len(rest.lstrip("0123456789"))
            yield_id = int(rest[:digits]) if digits else None
            return kind, yield_id, json.loads(rest[digits:])

    def event(self):
        """The next event: (name, arguments, id to answer under or None)."""
        if self.pending:
            return self.pending.pop(0)
        while True:
            kind, ident, data = self._packet()
            if kind == "2":
                return data[0], data[1:], ident

    def emit(self, name, *arguments):
        """Sends an event and waits for its answer; events that come meanwhile are kept."""
        ident, self.acks = self.acks, self.acks + 1
        self._send(f"42{self.namespace},{ident}{json.dumps([name, *arguments])}")
        while True:
            kind, other, data = self._packet()
            if kind == "2":
                self.pending.append((data[0], data[1:], other))
            elif other == ident:
                return data[0]

    def answer(self, ident, value):
        self._send(f"43{self.namespace},{ident}{json.dumps([value])}")
