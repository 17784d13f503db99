"""From the first import to a client; nothing is imported here that a client would import."""


def runql(client: None, count: int, folder: str) -> dict[str, int]:
    from runql import Api

    api = Api(40 * "a")
    return {"rows": int(api is not None)}


def official(client: None, count: int, folder: str) -> dict[str, int]:
    import wandb

    api = wandb.Api(api_key=40 * "a")
    return {"rows": int(api is not None)}


def standard_library(client: None, count: int, folder: str) -> dict[str, int]:
    import http.client
    import json
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made = http.client.HTTPSConnection("localhost", context=context)
    return {"rows": int(json.loads("1") == 1 and made.port == 443)}


def urllib3(client: None, count: int, folder: str) -> dict[str, int]:
    import json

    import urllib3

    return {"rows": int(json.loads("1") == 1 and len(urllib3.PoolManager().pools) == 0)}
