"""What attributes of several resources share: JSON text and its changes, interning, results of mutations."""
