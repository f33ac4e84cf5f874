"""What pages for browsers have in common: pictures inside, our templates, a policy, the reading back."""
