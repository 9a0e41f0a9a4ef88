"""Deciding a region by several processes or machines: the same program and columns, a partition at a time.

`plan` cuts people into partitions, `partition` is what a worker does with one, `tally` joins the counts that places
come from, `region` leads it all, `workers` is the one module that knows the distributed engine.
"""
