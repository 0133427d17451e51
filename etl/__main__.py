"""The command line: `python -m etl extract | build | check | export` (data contract, section 6).

Results go to stdout, one line for each problem to stderr. Exit status: 0 done, 1 could not be
done, 2 done except for files that were rejected.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from tqdm import tqdm

from etl.extract import extract_file
from etl.records import Extraction, Rejection
from etl.warehouse import content, intake, load, location, script
from etl.warehouse.export import FORMATS, ExportError, export

DONE, FAILED, SOME_REJECTED = 0, 1, 2


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _json_number(value: Any) -> int | float:
    """A Decimal as the JSON number that a reader of the report expects: 42, 105.9."""
    if not isinstance(value, Decimal):
        raise TypeError(type(value))
    return int(value) if value == value.to_integral_value() else float(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_json_number)


def _as_document(extraction: Extraction, with_text: bool) -> dict[str, Any]:
    """An extraction as the contract's JSON object."""
    text = {"text": extraction.text} if with_text else {}
    return {
        "report": asdict(extraction.report) | text,
        "observations": [asdict(one) for one in extraction.observations],
        "indicators": [asdict(one) for one in extraction.indicators],
        "sections": [asdict(one) for one in extraction.sections],
    }


def _extractions(files: list[Path]) -> Iterator[tuple[str, Extraction | Rejection]]:
    sources = [intake.Source(path, intake.readable(path), "") for path in files]
    with ThreadPoolExecutor(1) as executor:
        for source, outcome in intake.outcomes(sources, {}, extract_file, executor):
            if not isinstance(outcome, intake.Reuse):
                yield source.file, outcome


def _extract(options: argparse.Namespace) -> int:
    """Print the records of report files, one report a line inside the JSON list."""
    rejected = False
    separator = ""
    print('{"reports": [', end="")
    for file, outcome in _extractions(options.files):
        if isinstance(outcome, Rejection):
            rejected = True
            _say(f"{file}: {outcome.reason}")
        else:
            print(f"{separator}\n{_json(_as_document(outcome, options.with_text))}", end="")
            separator = ","
    print("\n]}")
    return SOME_REJECTED if rejected else DONE


def _build(options: argparse.Namespace) -> int:
    """Build the warehouse and print what was done."""
    with tqdm(unit="file", file=sys.stderr, disable=None) as bar:

        def advance(done: int, total: int, file: str) -> None:
            bar.total = total
            bar.set_postfix_str(file, refresh=False)
            bar.update(done - bar.n)

        summary = load.build(options.reports, options.db, progress=advance)
    for one in summary.rejected:
        _say(f"{one.file}: {one.reason}")
    for name in ("files", "reused", "reports", "observations", "indicators"):
        print(f"{name:<14}{getattr(summary, name):>12,}")
    print(f"{'rejected':<14}{len(summary.rejected):>12,}")
    print(f"{'seconds':<14}{summary.seconds:>12.2f}")
    print(f"{'data version':<14}{summary.build_id}")
    print(f"{'warehouse':<14}{summary.file}")
    return SOME_REJECTED if summary.rejected else DONE


def _findings(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The findings with their evidence, as the contract's JSON objects."""
    result = connection.execute(script.read("statements/findings.sql"))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _check(options: argparse.Namespace) -> int:
    """Print what the rules found; the warehouse itself is checked first."""
    with location.connect(location.current(options.db)) as connection:
        content.check_integrity(connection)
        findings = _findings(connection)
    if options.json:
        print(_json(findings))
        return DONE
    for finding in findings:
        if finding["outcome"] in ("不符", "存疑"):
            print(f"{finding['outcome']}  {finding['report_id']}  {finding['rule']}  {finding['message']}")
    for outcome in ("符合", "不符", "存疑", "无法核验"):
        print(f"{outcome} {sum(finding['outcome'] == outcome for finding in findings):,}")
    return DONE


def _export(options: argparse.Namespace) -> int:
    """Write the warehouse out for other tools."""
    with location.connect(location.current(options.db)) as connection:
        export(connection, options.format, options.folder)
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__, allow_abbrev=False)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    extract = commands.add_parser("extract", help="print the records of report files as JSON")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE")
    extract.add_argument("--with-text", action="store_true", help="report.text is the document text")
    extract.set_defaults(run=_extract)

    build = commands.add_parser("build", help="(re)build the warehouse, incrementally")
    build.add_argument("--reports", type=Path, default=location.DEFAULT_REPORTS, metavar="DIR")
    build.set_defaults(run=_build)

    check = commands.add_parser("check", help="print the consistency findings")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)

    out = commands.add_parser("export", help="write tables and views for other tools")
    out.add_argument("--format", choices=sorted(FORMATS), required=True)
    out.add_argument("folder", type=Path, metavar="DIR")
    out.set_defaults(run=_export)

    for command in (extract, build, check, out):
        command.add_argument("--verbose", action="store_true", help="log to stderr, with the place of errors")
    for command in (build, check, out):
        command.add_argument("--db", type=Path, default=location.DEFAULT_DATABASE, metavar="FILE")
    return parser


class _OneLine(logging.Formatter):
    """Leaves out the place of an error; `--verbose` shows it."""

    def format(self, record: logging.LogRecord) -> str:
        return record.getMessage()


def _log_to_stderr(verbose: bool) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter() if verbose else _OneLine())
    logging.basicConfig(level=logging.DEBUG if verbose else logging.ERROR, handlers=[handler], force=True)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; an error is one line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the terminal's locale is
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    _log_to_stderr(options.verbose)
    try:
        return options.run(options)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (content.BuildError, location.MissingWarehouseError, ExportError, duckdb.Error, OSError) as error:
        logging.getLogger(__name__).debug("command failed", exc_info=error)
        _say(" ".join(str(error).split()))
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
