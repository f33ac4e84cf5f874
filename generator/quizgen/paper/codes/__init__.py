"""An exam, a form and a page → the QR code in the corner."""
