"""Dates as dateutil parses them."""

import wandb
from dateutil import parser

run = wandb.Api().run("entity/programs/train0")
result = parser.parse(run.created_at).year
