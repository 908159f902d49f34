"""The marks that Lighthouse gives to the main pages: `python -m bench.lighthouse`."""
