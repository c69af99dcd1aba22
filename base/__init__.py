"""The ground floor: what is nobody's subject and everybody's need; it knows none of the apps."""
