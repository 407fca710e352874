"""What is drawn on Discord: texts, buttons, cards, forms and posts."""
