"""The public interface of the official client, by its module names."""
