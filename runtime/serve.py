"""Serve the site while it is written, rebuilt at each edit: `python -m runtime.serve 8000`."""

import os
import socket
import sys

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Say whether a server may listen on this port of the local machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def read_port(text: str) -> int:
    """Read a port number, or leave with one French sentence that says what to do."""
    if not (text.isdecimal() and 0 < int(text) < 65536):
        sys.exit(f"PORT={text} n'est pas un port : donnez un nombre entre 1 et 65535.")
    port = int(text)
    if not is_free(port):
        sys.exit(
            f"Le port {port} est déjà occupé ou interdit : choisissez-en un autre, "
            f"par exemple « make serve PORT={port + 1 if port >= 1024 else 8000} »."
        )
    return port


def main(argument: str) -> None:
    """Replace this process by MkDocs, at the root of the address whatever the site's own."""
    port = read_port(argument)
    os.environ["SITE_URL"] = f"http://{HOST}:{port}/"
    command = ["-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"{HOST}:{port}"]
    os.execv(sys.executable, [sys.executable, *command])


if __name__ == "__main__":
    main(sys.argv[1])
