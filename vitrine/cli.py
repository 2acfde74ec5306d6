"""The command line: python -m vitrine build | serve | extract | ingest | bench."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

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
    extract = commands.add_parser("extract", help="write what articles say to a table")
    extract.add_argument(
        "input", nargs="+", type=Path, help="file or folder of .json .jsonl .txt .html"
    )
    extract.add_argument("--output", type=Path, required=True, help="the table to write")
    extract.add_argument("--format", choices=("csv", "jsonl"), default="csv")
    extract.add_argument("--jobs", type=_whole_number, default=1, help="processes that read files")
    ingest = commands.add_parser("ingest", help="take in articles and publish what they say")
    ingest.add_argument(
        "source", nargs="+", help="address, file, folder, or feeds: those of data/feeds.csv"
    )
    ingest.add_argument("--no-build", action="store_true", help="store the articles only")
    bench = commands.add_parser("bench", help="measure pages and queries")
    bench.add_argument("--events", type=int, default=1_000_000, help="size of the synthetic data")
    bench.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    try:
        if options.command == "build":
            return _build(is_forced=options.force, is_quiet=options.quiet)
        if options.command == "serve":
            return _serve(options.host, options.port)
        if options.command == "extract":
            return _extract(options.input, options.output, options.format, options.jobs)
        if options.command == "ingest":
            return _ingest(options.source, is_building=not options.no_build)
        from vitrine.bench import run_bench  # it needs Streamlit, which is slow to import

        return run_bench(options.events, as_json=options.json)
    except BuildLocked as error:
        print(error, file=sys.stderr)
        return EXIT_LOCKED
    except VitrineError as error:
        print(error, file=sys.stderr)
        return EXIT_FAILED


def _whole_number(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def _extract(inputs: Sequence[Path], output: Path, form: str, jobs: int) -> int:
    """Write what the articles say; every bad file is named on stderr."""
    from vitrine.extract_files import extract_files, lines_of  # other commands need no extraction

    report = extract_files(inputs, output, load_settings(), form=form, jobs=jobs)
    print("\n".join(lines_of(report)), file=sys.stderr)
    return EXIT_FAILED if report.problems else 0


def _ingest(sources: Sequence[str], *, is_building: bool) -> int:
    """Take in articles; what could not be read is named in the summary."""
    from vitrine.ingest.run import ingest, show_progress  # other commands need no extraction

    report = ingest(sources, load_settings(), is_building=is_building, progress=show_progress)
    show_progress("")
    print("\n".join(report.lines()))
    return EXIT_FAILED if report.problems or report.left_out else 0


def _build(*, is_forced: bool, is_quiet: bool) -> int:
    report = build_snapshot(load_settings(), is_forced=is_forced)
    if report.is_new or not is_quiet:
        print("\n".join(report.lines))
    return 0


def _serve(host: str, port: int) -> int:
    """Publish what is new, then become the server."""
    _build(is_forced=False, is_quiet=True)
    print(f"Vitrine is at http://{host}:{port}", flush=True)
    os.chdir(ROOT)
    command, environment = server_command(host, port)
    os.execve(sys.executable, command, environment)  # noqa: S606  fixed but for host and port


def server_command(host: str, port: int) -> tuple[list[str], dict[str, str]]:
    """Return what serves the published snapshot, from the project's folder, and its environment.

    The channel to the browser is set as Streamlit itself sets it.
    """
    environment = {
        "STREAMLIT_SERVER_ADDRESS": host,
        "STREAMLIT_SERVER_PORT": str(port),
    }
    command = [
        sys.executable,
        *("-m", "uvicorn", "vitrine.ui.server:app", "--host", host, "--port", str(port)),
        *("--ws", "websockets-sansio", "--ws-per-message-deflate", "false"),
        *("--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "2"),
    ]
    return command, os.environ | environment
