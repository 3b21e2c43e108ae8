"""What people ask for, what happened, why not, and the workshop that the events make.

Every room of the domain comes in; it imports `scenario` alone.
"""
