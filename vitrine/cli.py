"""The command line: python -m vitrine build | serve | bench."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from vitrine.build import build_snapshot
from vitrine.errors import BuildLocked, VitrineError
from vitrine.settings import ROOT, load_settings

EXIT_FAILED = 1
EXIT_LOCKED = 75  # EX_TEMPFAIL of sysexits.h: try again later


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m vitrine", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="merge the mentions and publish a snapshot")
    build.add_argument("--force", action="store_true", help="build even if the data did not change")
    build.add_argument("--quiet", action="store_true", help="print only what is new or wrong")
    serve = commands.add_parser("serve", help="serve the dashboard on HOST:PORT")
    serve.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8501))
    bench = commands.add_parser("bench", help="measure pages and queries")
    bench.add_argument("--events", type=int, default=1_000_000, help="size of the synthetic data")
    bench.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    try:
        if options.command == "build":
            return _build(is_forced=options.force, is_quiet=options.quiet)
        if options.command == "serve":
            return _serve(options.host, options.port)
        from vitrine.bench import run_bench  # it needs Streamlit, which is slow to import

        return run_bench(options.events, as_json=options.json)
    except BuildLocked as error:
        print(error, file=sys.stderr)
        return EXIT_LOCKED
    except VitrineError as error:
        print(error, file=sys.stderr)
        return EXIT_FAILED


def _build(*, is_forced: bool, is_quiet: bool) -> int:
    report = build_snapshot(load_settings(), is_forced=is_forced)
    if report.is_new or not is_quiet:
        print("\n".join(report.lines))
    return 0


def _serve(host: str, port: int) -> int:
    """Publish what is new, then become the Streamlit server."""
    _build(is_forced=False, is_quiet=True)
    print(f"Vitrine is at http://{host}:{port}", flush=True)
    os.chdir(ROOT)
    os.execv(  # noqa: S606  the arguments are fixed but for host and port
        sys.executable,
        [
            sys.executable,
            *("-m", "streamlit", "run", "app.py"),
            *("--server.address", host, "--server.port", str(port)),
        ],
    )
