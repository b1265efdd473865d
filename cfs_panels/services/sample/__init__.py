"""The sample agency: invented people whose cases run through the same services as real ones."""
