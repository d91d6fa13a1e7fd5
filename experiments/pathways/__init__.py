"""Routes to law under uncertain EU timing: delay, adapting twice, tipping points."""
