"""Who somebody is and what they may wish: audiences, tokens, codes, passphrases, allowances, who leads.

The doors of `web` and `wire` come in; it imports `store`, `languages` and the domain, and knows no door.
"""
