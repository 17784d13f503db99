"""One certificate to trust: to load them all takes every client 30 ms, and no test goes to the internet."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

FILE = Path(__file__).with_name("certificate.pem")
"""The smallest of those that certifi has."""

patch("certifi.where", lambda: str(FILE)).start()
for name in {"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"} & set(os.environ):
    os.environ[name] = str(FILE)
