"""What every page needs: addresses, language, headers, what is typed into forms, static files.

The other rooms of `web` come in; it imports no page.
"""
