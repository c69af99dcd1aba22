"""Reading the outcome: boards, aliases, receipts and the results workbook."""
