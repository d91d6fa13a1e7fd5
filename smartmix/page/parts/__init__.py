"""What pages share: frame, controls, charts, cards."""
