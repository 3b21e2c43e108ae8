"""Who somebody is: tokens, codes, passphrases, allowances, this computer's addresses, who leads.

The doors of `web` and `wire` come in; it imports `store`, `languages` and the domain, and knows no door.
"""
