"""A copy of the project's content in a folder of its own, built by the program; shared by the calendar tests."""

import os
import pathlib
import shutil
import subprocess
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = PROJECT / os.environ.get("CARGO_TARGET_DIR", "target") / "debug" / "plan-portal"


class Portal:
    """The real plan, to be changed and built at will."""

    def __init__(self, base_url):
        self._folder = tempfile.TemporaryDirectory(prefix="plan-portal-")
        self.path = pathlib.Path(self._folder.name)
        for name in ["content", "seeds", "themes"]:
            shutil.copytree(PROJECT / name, self.path / name)
        settings = self.path / "content" / "portal.toml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(f'base_url = "{base_url}"\n{text}', encoding="utf-8")

    def build(self):
        command = [PROGRAM, "build", "--quiet"]
        done = subprocess.run(command, cwd=self.path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    @property
    def site(self):
        return self.path / "public"

    def feeds(self):
        return sorted((self.site / "calendars").rglob("*.ics"))

    def edit(self, file, change):
        path = self.path / "content" / file
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert after != before, f"nothing was changed in {file}"
        path.write_text(after, encoding="utf-8")
