"""The dashboard: streamlit run app.py."""

from vitrine.ui.frame import main

main()
