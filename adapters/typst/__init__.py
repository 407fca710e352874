"""What is typeset: documents and pictures by Typst, in a process of their own."""
