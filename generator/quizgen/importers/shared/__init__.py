"""What importers of several formats are made from: texts, formulas, gaps, numbers, remarks, XML, archives."""
