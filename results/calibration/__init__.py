"""What a calibration found: tables, figures and its page in the docs."""
