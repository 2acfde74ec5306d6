"""The dashboard as an ASGI application, which `python -m vitrine serve` runs under uvicorn.

`streamlit run app.py` shows the same, but its port holds small answers back for up to 40 ms in the
hope of more to send; a page is a hundred of them.
"""

from __future__ import annotations

import logging

import streamlit as st
from streamlit import config

from vitrine.settings import ROOT
from vitrine.ui.log import explain_busy_port

app = st.App(ROOT / "app.py")

# No page around this one may steer it. (By default Streamlit's own hosts may, whose sixteen
# patterns the browser compares with every message that a page sends itself.)
config.set_option("client.allowedOrigins", [])

# Reading its settings, Streamlit turned uvicorn's log up.
for name in ("uvicorn", "uvicorn.access", "uvicorn.error"):
    logging.getLogger(name).setLevel(logging.WARNING)
logging.getLogger("uvicorn.error").addFilter(explain_busy_port)
