"""Which date matters on which case: the list of clocks, and the calendar."""
