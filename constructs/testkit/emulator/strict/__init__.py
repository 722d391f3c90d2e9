"""Would AWS itself accept what the emulator is sent?

Every request is kept, and judged when a test is over: by the API models that AWS publishes with its SDKs (what is
required, unknown, of another type, too long, no value of an enumeration), and by rules that the models do not state
(order, references, uniqueness, limits), each with the page of AWS that says so.

It sees neither quotas, nor what a region has, nor whether images exist, nor whether a role may do what it does.
"""
