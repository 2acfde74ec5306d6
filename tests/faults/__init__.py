"""What must hold when processes are killed, disks fill up and two of them run at once."""
