"""The whole product as its visitors read it, to be compared with another commit's."""
