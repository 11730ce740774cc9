"""What was done, who looked, why each table is kept and for how long."""
