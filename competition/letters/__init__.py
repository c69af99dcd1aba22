"""Letters to teachers: of the calendar and free ones, with how many read them and who got them."""
