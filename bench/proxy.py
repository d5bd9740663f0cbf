"""Stands between a client and the server: counts what they say, and makes it take longer to arrive."""

import queue
import socket
import struct
import threading
import time


class Proxy:
    """
    Counts connections, round trips (the client speaks after the server has spoken) and statements (those that the
    server says have ended, so that several in one message are several). `latency` is that of a round trip, in seconds.
    """

    def __init__(self, server_port, latency=0.0):
        self.server_port = server_port
        self.latency = latency
        self.connections = self.round_trips = self.statements = 0
        self.lock = threading.Lock()

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        start(self._accept)
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.server_port))
            for it in (client, server):
                it.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            conversation = Conversation()
            with self.lock:
                self.connections += 1
            start(self._carry, client, server, conversation.client_says, "round_trips")
            start(self._carry, server, client, conversation.server_says, "statements")

    def _carry(self, source, target, note, counter):
        line = Line(target, self.latency / 2)
        try:
            while data := source.recv(1 << 16):
                found = note(data)
                with self.lock:
                    setattr(self, counter, getattr(self, counter) + found)
                line.send(data)
        except OSError:
            pass
        line.end()


class Line:
    """Hands on what is sent after a time, in order, and takes more meanwhile."""

    def __init__(self, target, delay):
        self.target = target
        self.delay = delay
        self.waiting = queue.SimpleQueue()
        if delay:
            start(self._hand_on)

    def send(self, data):
        if self.delay:
            self.waiting.put((time.monotonic() + self.delay, data))
        else:
            self.target.sendall(data)

    def end(self):
        if self.delay:
            self.waiting.put((time.monotonic() + self.delay, b""))
        else:
            hang_up(self.target)

    def _hand_on(self):
        data = None
        while data != b"":
            due, data = self.waiting.get()
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                self.target.sendall(data)
            except OSError:
                return
        hang_up(self.target)


class Conversation:
    """What the two of a connection have said."""

    def __init__(self):
        self.server_spoke_last = True
        self.started = False
        self.refusals = 0
        self.unread = b""

    def client_says(self, data):
        """How many round trips begin with this."""
        if not self.started:
            self._look_at_start(data)
        begins = self.server_spoke_last
        self.server_spoke_last = False
        return int(begins)

    def _look_at_start(self, data):
        (code,) = struct.unpack("!I", data[4:8])
        if code in (80877103, 80877104):  # asks for encryption: the answer is a byte, not a message
            self.refusals += 1
        else:
            self.started = True

    def server_says(self, data):
        """How many statements end with this."""
        self.server_spoke_last = True
        if self.refusals:
            data, self.refusals = data[self.refusals :], 0
        self.unread += data
        at = ended = 0
        while len(self.unread) >= at + 5:
            kind, length = struct.unpack_from("!cI", self.unread, at)
            if len(self.unread) < at + 1 + length:
                break
            ended += kind == b"C"
            at += 1 + length
        self.unread = self.unread[at:]
        return ended


def start(target, *arguments):
    threading.Thread(target=target, args=arguments, daemon=True).start()


def hang_up(target):
    try:
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
