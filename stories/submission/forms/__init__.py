"""What people type on blind pages, cleaned and checked."""
