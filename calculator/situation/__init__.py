"""What an establishment declares: read with every problem at once, written as a link and back."""
