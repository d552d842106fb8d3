"""Text → its figures, each as what it means. Knows no plan."""
