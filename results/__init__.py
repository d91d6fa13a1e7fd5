"""What people read: tables, figures, documents and words in two languages."""
