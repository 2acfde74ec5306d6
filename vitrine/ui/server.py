"""The dashboard as an ASGI application, which `python -m vitrine serve` runs under uvicorn.

`streamlit run app.py` shows the same, but its port holds small answers back for up to 40 ms in the
hope of more to send; a page is a hundred of them.
"""

from __future__ import annotations

import logging

import streamlit as st

from vitrine.settings import ROOT

app = st.App(ROOT / "app.py")

st.get_option("server.port")  # reading its settings, Streamlit turns uvicorn's log up
for name in ("uvicorn", "uvicorn.access", "uvicorn.error"):
    logging.getLogger(name).setLevel(logging.WARNING)
