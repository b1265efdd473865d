"""How each measure is counted; ``cfs_panels.domain.measures`` is the face that others use."""
