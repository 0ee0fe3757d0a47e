"""Files of documents: what they are by their content, where they are kept, how they look.

`examining`, `pdf`, `pictures`, `office`, `drawing` and `program` read hostile bytes: they know
nothing of Django and run in a process of their own, with little memory and time (`limited`).
"""
