"""Attributes and edits of artifact versions, their manifests, files and drafts."""
