"""What the commands of ``opdrachten`` do; :mod:`app.cli` holds their arguments and options."""
