"""The content, without any page: what the rules say, in the words and the order of the site."""
