"""How hypothesis tries: on machines that do other work as well."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("busy", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("busy")
