"""The files of a project → its site, in a folder that takes the old one's place.

In: settings, the day, the folder of the project. Out: a site that is whole, or every problem in words. Imports the
stages before it; `mkdocs` and `plan_tools` import it.
"""
