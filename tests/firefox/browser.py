"""The Firefox of the tests: found on the machine, or Debian's where we may install it. Without one, they are skipped."""

import os
import shutil
import subprocess

NAMES = ("firefox-esr", "firefox")


def find() -> str | None:
    """The path of a Firefox that starts."""
    for name in NAMES:
        path = shutil.which(name)
        if path and subprocess.run([path, "--version"], capture_output=True).returncode == 0:
            return path
    return None


def main() -> None:
    """Install Firefox where that is one command; elsewhere say what is missing, and go on."""
    if find():
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installation de Firefox pour les tests ...", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in ("update", "install -y --no-install-recommends firefox-esr"):
            subprocess.run(["apt-get", "-qq", *command.split()], capture_output=True, env=environment)
    if not find():
        print("Firefox n’est pas là : ses essais seront sautés.")


if __name__ == "__main__":
    main()
