"""Files for the manager's desk: pictures, tables and pages, each with its sources inside."""
