"""Builds the website of a council's inclusion plan from YAML records.

Its folders are the stages of a build. Each imports only from those before it: `model`, `yaml`, `english`, `reading`,
`site`, `checks`, `html`, `pdf`, `open_data`, `forms`, `publish`, `mkdocs`. What people do with a plan besides building
its site is in `plan_tools`, which no stage imports.
"""
