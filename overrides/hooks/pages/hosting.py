"""What a host should say with each file, once for the page that recommends it and for the test that serves it.

The policy of the pages is in the pages (csp.py): its hashes change with the site. A header adds what a
page cannot say of itself, who may show it in a frame, and repeats what no version changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "frame-ancestors *; object-src 'none'; base-uri 'self'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Access-Control-Allow-Origin": "*",
    "Strict-Transport-Security": "max-age=31536000",
}
"""On every answer. The last one is heard on https alone."""

NAMED_BY_CONTENT = "/assets/python/[0-9a-f]{16}/"
"""What never changes: the folder of a build of the browser's Python, named after its bytes."""
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

TYPES: Mapping[str, str] = {"wasm": "application/wasm", "mjs": "text/javascript", "ics": "text/calendar"}
"""The types that servers often do not know, by ending."""
COMPRESSED = (
    *("text/css", "text/javascript", "text/calendar", "application/javascript"),
    *("application/json", "application/wasm", "image/svg+xml"),
)
"""What gains from being compressed, besides pages; servers leave most of it as it is."""


def headers(path: str) -> dict[str, str]:
    """Every header recommended for the file at a path."""
    cache = FOR_EVER if re.search(NAMED_BY_CONTENT, path) else ASK_AGAIN
    return {**HEADERS, "Cache-Control": cache}


def draw(server: str) -> str:
    """The configuration of a server that says all this."""
    return SERVERS[server]()


def _nginx() -> str:
    types = "\n".join(
        f"    location ~ \\.{ending}$ {{ types {{}} default_type {kind}; }}" for ending, kind in TYPES.items()
    )
    said = "\n".join(f'    add_header {name} "{value}" always;' for name, value in HEADERS.items())
    return f"""\
map $uri $sunes_cache {{
    "~{NAMED_BY_CONTENT}" "{FOR_EVER}";
    default "{ASK_AGAIN}";
}}
server {{
    listen 80;
    root /var/www/sun-es;
    error_page 404 /404.html;
    gzip on;
    gzip_vary on;
    gzip_types {" ".join(COMPRESSED)};
{types}
{said}
    add_header Cache-Control $sunes_cache always;
}}"""


def _apache() -> str:
    types = "\n".join(f"AddType {kind} .{ending}" for ending, kind in TYPES.items())
    said = "\n".join(f'Header always set {name} "{value}"' for name, value in HEADERS.items())
    return f"""\
# .htaccess, avec mod_headers et mod_deflate
# Avec mod_deflate, un fichier inchangé ne se reconnaît qu’à sa date.
FileETag None
ErrorDocument 404 /404.html
{types}
{said}
Header always set Cache-Control "{ASK_AGAIN}"
<If "%{{REQUEST_URI}} =~ m#{NAMED_BY_CONTENT}#">
  Header always set Cache-Control "{FOR_EVER}"
</If>
AddOutputFilterByType DEFLATE text/html {" ".join(COMPRESSED)}"""


def _caddy() -> str:
    types = "\n".join(
        f"    @{ending} path *.{ending}\n    header @{ending} Content-Type {kind}"
        for ending, kind in TYPES.items()
    )
    said = "\n".join(f'        {name} "{value}"' for name, value in HEADERS.items())
    encoded = "\n".join(f"            header Content-Type {kind}*" for kind in ("text/html", *COMPRESSED))
    return f"""\
sun-es.exemple.fr {{
    root * /var/www/sun-es
    encode zstd gzip {{
        match {{
{encoded}
        }}
    }}
{types}
    header {{
{said}
    }}
    @python path_regexp {NAMED_BY_CONTENT}
    header @python Cache-Control "{FOR_EVER}"
    @reste not path_regexp {NAMED_BY_CONTENT}
    header @reste Cache-Control "{ASK_AGAIN}"
    handle_errors {{
        rewrite * /404.html
        file_server
    }}
    file_server
}}"""


SERVERS: Mapping[str, Callable[[], str]] = {"nginx": _nginx, "apache": _apache, "caddy": _caddy}
