"""The newest checkpoint by the number in its name."""

import re
import tempfile

import wandb

api = wandb.Api()
run = api.run("entity/programs/train0")
checkpoints = [f for f in run.files(per_page=100) if re.search(r"step_(\d+)\.ckpt$", f.name)]
newest = max(checkpoints, key=lambda f: int(re.findall(r"\d+", f.name)[-1]))
result = [newest.name, newest.download(root=tempfile.mkdtemp()).read()]
