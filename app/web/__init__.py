"""The pages: one blueprint for each kind of visitor."""
