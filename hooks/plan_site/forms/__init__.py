"""The forms in which editors change the plan in a browser: decap-cms, told what a plan is."""
