"""Every mail that may wait: one table, one task, one back-off, one forgetting.

What a mail says is read when it goes, so that it says what is so then. Log-ins of allauth alone go
past it: who waits at the screen for a code has to hear at once that there is no mail.
"""
