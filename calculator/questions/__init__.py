"""What one asks of a result once it is there: where the targets stand, what explains a payment, when it comes."""
