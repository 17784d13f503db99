"""What a resolver has at hand: context, permissions, errors, IDs, limits and signed URLs."""
