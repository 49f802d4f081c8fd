"""What happens to a night's run, and whether anything is lost by it: kills, a full disk, no memory."""
