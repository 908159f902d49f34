"""Ouvre le site dans le navigateur de ce poste : `python3 lancer.py`. Ctrl + C pour arrêter.

Rien n'est à installer : le serveur est celui de Python (3.8 ou plus récent), ouvert à ce poste seul.
"""

import argparse
import functools
import http.server
import pathlib
import webbrowser

TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Les types sur lesquels un navigateur insiste, quels que soient les réglages du poste."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:
        """Ne rien écrire : la fenêtre reste lisible."""


def main() -> None:
    """Sert le dossier de ce fichier et ouvre la page d'accueil."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="le port (par défaut : un port libre)")
    parser.add_argument("--sans-navigateur", action="store_true", help="servir sans ouvrir de fenêtre")
    choices = parser.parse_args()
    folder = str(pathlib.Path(__file__).resolve().parent)
    handler = functools.partial(Handler, directory=folder)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", choices.port), handler)
    except OSError:
        raise SystemExit(f"Le port {choices.port} est déjà pris : choisissez-en un autre.") from None
    address = f"http://127.0.0.1:{server.server_port}/"
    print(f"Le site est ouvert à l'adresse {address} (Ctrl + C pour arrêter).", flush=True)
    if not choices.sans_navigateur:
        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nArrêté.")


if __name__ == "__main__":
    main()
