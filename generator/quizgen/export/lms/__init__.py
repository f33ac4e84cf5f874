"""What learning platforms have in common: HTML with pictures, remarks, losses, packages, read-back."""
