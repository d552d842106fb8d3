"""Commands of the forms: `plan edit` and `plan forms`."""
