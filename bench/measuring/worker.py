"""A program in this process: `python -m bench.measuring.worker MODULE:FUNCTION COUNT FOLDER [--whole]`.

The first line of standard input names the modules to load before; the second one starts the clock.
"""

import gc
import importlib
import sys

from bench.measuring.meter import Meter

__all__: list[str] = []


def main() -> None:
    """Prepare, wait, do the workload, and print the figures as JSON."""
    target, count, folder, *flags = sys.argv[1:]
    module_name, _, function = target.partition(":")
    for each in sys.stdin.readline().split():
        try:
            importlib.import_module(each)
        except Exception:  # noqa: BLE001 - what does not load alone is loaded by the workload
            continue
    module = importlib.import_module(module_name)
    whole = bool(flags)
    client = None if whole else module.client()
    meter = Meter(whole=whole)
    gc.collect()
    print("ready", flush=True)
    sys.stdin.readline()
    meter.start()
    found = getattr(module, function)(client, int(count), folder)
    figures = meter.stop()

    import json

    loaded = [each for each in sys.modules if not each.startswith(("__", "bench."))]
    print(json.dumps({"found": found, "modules": loaded, **figures}), flush=True)


if __name__ == "__main__":
    main()
