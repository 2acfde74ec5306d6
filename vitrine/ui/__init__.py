"""The shared Streamlit pieces: frame, filter bar, chart block, evidence card, downloads."""
