"""A file comes in: looked at, confirmed as it was seen, imported by a job, all of it or nothing.

What is kept in between goes by itself. Lists of pupils do not come this way: nothing of them is
kept before they are confirmed.
"""
