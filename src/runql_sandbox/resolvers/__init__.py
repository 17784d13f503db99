"""How the server answers: one room or module for each noun, as in queries/."""
