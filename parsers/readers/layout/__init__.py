"""From words and rules on a page, whoever found them, to lines and table rows in reading order."""
