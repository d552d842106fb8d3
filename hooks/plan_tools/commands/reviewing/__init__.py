"""Commands of reviews: `plan review-kit` and `plan review`."""
