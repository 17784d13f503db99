"""Registries that the tests read, made and filled by the official SDK."""

from __future__ import annotations

import wandb

PROJECT = "registries"


def fill() -> None:
    settings = wandb.Settings(console="off", silent=True, x_disable_stats=True)
    run = wandb.init(project=PROJECT, id="trainer", settings=settings)
    api = wandb.Api()
    api.create_registry(
        "models",
        visibility="organization",
        organization="sandbox-org",
        description="What is ready.",
        artifact_types=["model"],
    )
    api.create_registry("anything", visibility="restricted", organization="sandbox-org")
    for index in range(3):
        artifact = wandb.Artifact("weights", "model", metadata={"step": index})
        with artifact.new_file("weights.txt") as file:
            file.write("w" * (index + 1))
        run.log_artifact(artifact).wait()
        run.link_artifact(artifact, "wandb-registry-models/classifier", aliases=[f"take-{index}"])
        if index == 2:
            artifact.link("wandb-registry-models/best", aliases=["prod"])
            artifact.link("wandb-registry-anything/mixed")
    run.finish()


if __name__ == "__main__":
    fill()
