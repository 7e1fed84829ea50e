"""Takes messages and forgets them: prints its port. One process a connection, so that it is not what is measured."""
import os
import signal
import socket

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
server = socket.create_server(("127.0.0.1", 0), backlog=64)
print(server.getsockname()[1], flush=True)


def serve(client):
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.sendall(b"220 sink\r\n")
    data, in_message = b"", False
    while chunk := client.recv(1 << 18):
        data += chunk
        out = b""
        while True:
            if in_message:
                end = data.find(b"\r\n.\r\n")
                if end < 0:
                    break
                data, in_message = data[end + 5:], False
                out += b"250 taken\r\n"
                continue
            line, found, rest = data.partition(b"\r\n")
            if not found:
                break
            data, verb = rest, line[:4].upper()
            if verb == b"EHLO":
                out += b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 10000000\r\n"
            elif verb == b"DATA":
                out, in_message = out + b"354 go on\r\n", True
            elif verb == b"QUIT":
                client.sendall(out + b"221 bye\r\n")
                return
            else:
                out += b"250 ok\r\n"
        if out:
            client.sendall(out)


while True:
    client, _ = server.accept()
    if os.fork() == 0:
        server.close()
        serve(client)
        os._exit(0)
    client.close()
