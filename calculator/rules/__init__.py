"""The programme as data: its model, its sources, its addresses, how it is read, checked, published and compared."""
