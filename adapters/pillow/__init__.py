"""Pictures that people sent are drawn anew by Pillow, in a process of their own."""
