"""A tool of an MCP server: where the user may look."""

import wandb

api = wandb.Api()
viewer = api.viewer
result = {
    "username": viewer.username,
    "entity": viewer.entity,
    "default": api.default_entity,
    "projects": sorted(project.name for project in api.projects(viewer.entity)),
}
