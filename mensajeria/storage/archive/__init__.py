"""What was stored, findable: moved here from the journal, a step at a time.

The journal makes a batch durable; here each event has a row of its own and is found by its place,
its number or its message id. An event is always in exactly one of the two.
"""
