"""What each page shows, worked out without a screen: headlines, tiles, tables and lamps from exact results."""
