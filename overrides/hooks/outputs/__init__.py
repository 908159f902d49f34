"""What the build writes beside the pages: data, scripts, styles, policies, files for reading without network."""
