"""The plan as open data: a file for programs, tables for spreadsheets, and what each part of them means."""
