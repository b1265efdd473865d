"""Tracking workbooks and the agency's records: taken in, told back, compared.

``stored_rows`` reads the tables by a few plain queries, ``telling`` tells records from them, the
``taking_…`` modules write what a workbook's rows say.
"""
