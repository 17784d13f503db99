"""Automations: the events of runs and artifacts that trigger them, and their actions."""
