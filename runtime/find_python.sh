#!/bin/sh
# Print a Python that can make the environment: 3.12 or newer, with venv and pip.
# Each candidate is run, because a name on the PATH may be a shim that leads nowhere.
# An interpreter given as argument (make PYTHON=...) is the only candidate.

seen=
for name in ${1:-python3.13 python3.12 python3.14 python3}; do
  version=$("$name" -c 'import platform; print(platform.python_version())' 2>/dev/null) || continue
  seen="$seen $version"
  "$name" -c 'import sys; sys.exit(sys.version_info < (3, 12))' || continue
  if "$name" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$name"
    exit 0
  fi
  no_venv=$version
done

if [ -n "$no_venv" ]; then
  echo "Il manque à Python $no_venv le module venv : installez-le (Debian, Ubuntu : apt install python3-venv), puis relancez la commande." >&2
else
  echo "Il faut Python 3.12 ou plus récent (trouvé :${seen:- aucun}) : installez-le (https://www.python.org/downloads/), puis relancez la commande." >&2
fi
exit 1
