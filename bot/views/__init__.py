"""What is said of each capability, wherever it is said: in answers, in notices, in mails and on pages."""
