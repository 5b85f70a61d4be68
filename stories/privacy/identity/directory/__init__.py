"""The staff list inside the identity check: what is remembered of it, how it is loaded, and how a text is compared.

Nobody's name is kept. Each way to name a person is an HMAC under a key of the key file, so that the database alone
answers no question, and the key file alone neither.
"""
