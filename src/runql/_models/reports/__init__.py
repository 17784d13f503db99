"""Reports: attributes, spec, blocks, panels and text."""
