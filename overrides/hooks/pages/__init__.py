"""The pages: which there are, what each template is told, what is drawn in them."""
