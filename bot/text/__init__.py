"""Texts: templates in Markdown, the values that are put into them, and the blocks that renderers draw."""
