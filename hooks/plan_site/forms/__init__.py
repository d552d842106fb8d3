"""The model → forms in a browser for editors: at /admin/, and on their own computer.

In: the fields of records. Out: the settings and the files of the forms. Imports the stages before it.
"""
