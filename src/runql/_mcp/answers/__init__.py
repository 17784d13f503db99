"""What the tools return: models with a schema, and what each drops to fit the budget."""
