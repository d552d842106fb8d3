"""The plan as open data: a file for programs, tables for spreadsheets, schemas, and what each part means.

In: a plan as it is published. Out: JSON, CSV and JSON Schemas; JSON → the same plan. Imports the stages before it.
"""
