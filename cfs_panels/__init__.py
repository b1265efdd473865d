"""CFS Panels: from first enquiry to agency decision."""

__version__ = "0.1.0"
