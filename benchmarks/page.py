"""What a visitor of the page waits for, in a real browser: `python -m benchmarks.page`.

Needs Chromium on the machine and playwright. Measures: first page and first number once the server is up; from
turning a dial to the first chart (20 draws of 5,000 firms) and to the last (200); memory of the server over many
runs; the four forms of the report. Prints a table and saves benchmarks/results/page.json.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
DONE = "text=/^Done$/"
#: A chart whose legend names the mix that was made.
NEW_CHART = "() => [...document.querySelectorAll('section.card svg text')].some(t => t.textContent.includes('Own mix'))"
MINUTE = 60_000


def start(folder: Path, draws: int = 200) -> tuple[subprocess.Popen[bytes], str, float]:
    """A server with 5,000 firms and so many draws; its address and the seconds until it answered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    log = folder / "serve.log"
    began = time.perf_counter()
    command = [sys.executable, "-m", "smartmix", "serve", "--no-open", "--port", url.rpartition(":")[2]]
    with log.open("w") as stream:
        environment = os.environ | {"SMARTMIX_PAGE_DRAWS": str(draws)}
        server = subprocess.Popen(command, stdout=stream, stderr=stream, cwd=folder, env=environment)
    while url not in log.read_text():
        if server.poll() is not None:
            raise SystemExit(log.read_text())
        time.sleep(0.05)
    return server, url, time.perf_counter() - began


def memory(process: int) -> float:
    """Resident memory of the command, of the server that it keeps, and of the processes in which that computes, in MB.

    What processes share is counted in each.
    """
    try:
        threads = [*Path(f"/proc/{process}/task").iterdir()]
        kept = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
        return resident(process) + sum(map(memory, kept))
    except OSError:
        return 0.0  # it ended meanwhile


def resident(process: int) -> float:
    """Resident memory of one process in MB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def timed(act: Any) -> float:
    """Seconds that `act()` takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def visits(page: Any, url: str) -> dict[str, float]:
    """First page, first number, and the whole default comparison."""
    found = {"first_page_s": timed(lambda: page.goto(f"{url}/?lang=en"))}
    found["first_number_s"] = found["first_page_s"] + timed(lambda: page.wait_for_selector("#answer", timeout=MINUTE))
    found["default_comparison_done_s"] = timed(lambda: page.wait_for_selector(DONE, timeout=3 * MINUTE))
    return found


def dial(page: Any, url: str, times: int) -> dict[str, list[float]]:
    """Turn a dial of Build a mix: seconds to the first chart and to the last."""
    first: list[float] = []
    last: list[float] = []
    for n in range(times):
        page.goto(f"{url}/build?lang=en&from=mix-2")
        page.wait_for_selector(DONE, timeout=3 * MINUTE)  # the start mix beside the reference
        part = page.locator('details[data-instrument="support-office"]')
        part.locator("summary").first.click()
        field = part.locator("input[type=number]").first
        field.wait_for()
        field.fill(str(30 + n))
        began = time.perf_counter()
        field.press("Tab")  # the change is made when the field is left
        page.wait_for_function(NEW_CHART, timeout=MINUTE)
        first.append(time.perf_counter() - began)
        page.wait_for_selector(DONE, timeout=3 * MINUTE)
        last.append(time.perf_counter() - began)
    return {"dial_to_first_chart_s": first, "dial_to_200_draws_s": last}


def flat(page: Any, url: str, process: int, runs: int) -> list[float]:
    """Memory of the server in MB after each tenth of `runs` comparisons, each of another seed of draws."""
    found: list[float] = []
    for n in range(runs):
        page.goto(f"{url}/?lang=en&mixes=mix-{1 + n % 3}&future={('no-eu-law', 'as-happened')[n % 2]}&seed={n + 2}")
        page.wait_for_selector(DONE, timeout=3 * MINUTE)
        if n % max(1, runs // 10) == 0:
            found.append(round(memory(process), 1))
    return found


def reports(folder: Path) -> dict[str, float]:
    """Seconds and bytes of the four forms of the default comparison's report."""
    run = folder / "run"
    small = ["--draws", "200", "--no-figures", "--quiet", "--out", str(run)]
    subprocess.run([sys.executable, "-m", "smartmix", "compare", *small], check=True, stdout=subprocess.DEVNULL)
    command = [sys.executable, "-m", "smartmix", "report", str(run), "--format", "html,docx,xlsx,pdf", "--quiet"]
    found = {"four_forms_s": timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))}
    return found | {f"{path.suffix[1:]}_kB": path.stat().st_size / 1024 for path in (run / "reports").iterdir()}


def main() -> None:
    """Measure, print, and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="dials to turn")
    parser.add_argument("--runs", type=int, default=100, help="runs over which memory is followed (0: none)")
    parser.add_argument("--skip-reports", action="store_true")
    chosen = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    results: dict[str, Any] = {"cores": os.cpu_count(), "load": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        server, url, results["server_up_s"] = start(folder)
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            page = browser.new_page()
            results |= visits(page, url)
            results |= dial(page, url, chosen.times)
        finally:
            server.terminate()
            server.wait()
        if chosen.runs:  # fewer draws, so that a hundred runs take minutes
            server, url, _seconds = start(folder, draws=50)
            try:
                results["server_memory_MB"] = flat(page, url, server.pid, chosen.runs)
            finally:
                server.terminate()
                server.wait()
        browser.close()
        if not chosen.skip_reports:
            results |= reports(folder)
    for key, value in results.items():
        print(key, [round(one, 2) for one in value] if isinstance(value, list) else round(value, 2))
    (ROOT / "results" / "page.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
