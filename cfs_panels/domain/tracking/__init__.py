"""The tracking workbook: what its rows say, how its cells are read, which rows are refused.

Agencies without a system keep their journeys in one spreadsheet of eight sheets. The records here
are what a row of each sheet says; they are also what the figures are counted from
(``cfs_panels.domain.measures``), so that a figure, an export and an import mean the same.
"""
