"""What the page « Héberger ce site » recommends, in the real servers. Each is tried where it is installed."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from overrides.hooks.pages.hosting import ASK_AGAIN, FOR_EVER, HEADERS, TYPES, draw

PYTHON = "assets/python/0123456789abcdef"
FILES = {
    "index.html": "text/html",
    "404.html": "text/html",
    "style.css": "text/css",
    "script.js": "javascript",
    "regles.json": "application/json",
    "icone.svg": "image/svg+xml",
    "calendrier.ics": TYPES["ics"],
    f"{PYTHON}/python.wasm": TYPES["wasm"],
    f"{PYTHON}/python.mjs": TYPES["mjs"],
}
MODULES = "mpm_event authz_core mime dir headers deflate filter"


def nginx(folder: Path, port: int) -> list[str]:
    said = draw("nginx").replace("80;", f"127.0.0.1:{port};").replace("/var/www/sun-es", f"{folder}/site")
    own = f"daemon off; pid {folder}/pid; error_log stderr; events {{}}\n"
    text = f"{own}http {{ include /etc/nginx/mime.types; access_log off;\n{said}\n}}\n"
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    return ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def apache2(folder: Path, port: int) -> list[str]:
    (folder / "site/.htaccess").write_text(draw("apache"), encoding="utf-8")
    loaded = "\n".join(f"LoadModule {m}_module /usr/lib/apache2/modules/mod_{m}.so" for m in MODULES.split())
    (folder / "apache.conf").write_text(
        f"""ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/erreurs
{loaded}
TypesConfig /etc/mime.types
DocumentRoot {folder}/site
<Directory {folder}/site>
AllowOverride FileInfo
Require all granted
</Directory>
""",
        encoding="utf-8",
    )
    return ["apache2", "-X", "-f", str(folder / "apache.conf")]


def caddy(folder: Path, port: int) -> list[str]:
    said = draw("caddy").replace("sun-es.exemple.fr", f"http://127.0.0.1:{port}")
    text = "{\nadmin off\n}\n" + said.replace("/var/www/sun-es", f"{folder}/site")
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@contextmanager
def running(server: Callable[[Path, int], list[str]]) -> Iterator[str]:
    """The server on a small site, under its recommended configuration."""
    with tempfile.TemporaryDirectory() as name, socket.socket() as probe:
        folder = Path(name)
        folder.chmod(0o755)  # a server started by root reads as somebody else
        for file in FILES:
            path = folder / "site" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{file} " * 1000, encoding="utf-8")
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        own = {"HOME": name, "XDG_DATA_HOME": name, "XDG_CONFIG_HOME": name}
        process = subprocess.Popen(server(folder, port), env=os.environ | own, stderr=subprocess.DEVNULL)
        try:
            for _ in range(600):
                with socket.socket() as knock:
                    if knock.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait()


def asked(address: str, **said: str) -> tuple[int, Message, bytes]:
    headers = {"Accept-Encoding": "gzip"} | {name.replace("_", "-"): value for name, value in said.items()}
    try:
        with urlopen(Request(address, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()


@pytest.mark.parametrize("server", [nginx, apache2, caddy], ids=lambda server: server.__name__)
def test_a_real_server_says_what_we_recommend(server: Callable[[Path, int], list[str]]) -> None:
    if shutil.which(server.__name__) is None:
        pytest.skip(f"{server.__name__} n’est pas installé ici")
    with running(server) as address:
        for file, kind in FILES.items():
            status, headers, body = asked(address + file)
            assert status == 200
            assert kind in headers["Content-Type"], file
            assert {name: headers[name] for name in HEADERS} == HEADERS, file
            assert headers["Cache-Control"] == (FOR_EVER if file.startswith(PYTHON) else ASK_AGAIN), file
            assert headers["Content-Encoding"] == "gzip", file
            assert headers["Vary"] == "Accept-Encoding", file
            assert len(body) < 1000, file
            known = {"If_None_Match": headers["ETag"]} if headers["ETag"] else {}
            known |= {"If_Modified_Since": headers["Last-Modified"]}
            assert asked(address + file, **known)[0] == 304, file
        status, _, body = asked(f"{address}page-absente/", Accept_Encoding="identity")
        assert (status, body[:8]) == (404, b"404.html")
