"""Files of questions: our sheet and XLIFF; pure: nothing here knows the bank."""
