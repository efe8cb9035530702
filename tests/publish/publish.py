"""The real plan goes to each kind of server as a person would send it: twice, edited, killed in the middle, resumed.

What is served is held against `public/` byte for byte; a foreign file must stay; wrong passwords and unknown keys are
refused with exit code 3. Nothing leaves this machine. Usage: publish.py [KIND …]
"""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from servers import PASSWORD, USER

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = PROJECT / os.environ.get("CARGO_TARGET_DIR", "target") / "debug" / "plan-portal"
SERVERS = pathlib.Path(__file__).with_name("servers.py")
FOREIGN = "notatky.txt"
UNKNOWN = re.compile(rb"^0{32} 0 ", re.M)
checks = 0


def check(is_true, words):
    global checks
    assert is_true, words
    checks += 1


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(condition, what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError(f"waited in vain for {what}")


def listens(port):
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) == 0


class Folder:
    """What is served, seen from behind the server."""

    def __init__(self, path):
        self.path = path

    def files(self):
        """What lies there; a server may still be ending the last request of a run that was killed."""
        for _ in range(200):
            try:
                found = [path for path in self.path.rglob("*") if path.is_file()]
                return {str(path.relative_to(self.path)): path.read_bytes() for path in found}
            except FileNotFoundError:
                time.sleep(0.01)
        raise AssertionError(f"{self.path} does not come to rest")

    def put(self, name, words):
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_bytes(words)

    def manifest(self):
        try:
            return (self.path / ".plan-portal").read_bytes()
        except FileNotFoundError:
            return b""


class Bucket:
    """The same, of an object store."""

    def __init__(self, port, keys):
        import boto3

        self.client = boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            region_name="us-east-1",
            aws_access_key_id=keys[0],
            aws_secret_access_key=keys[1],
        )
        self.client.create_bucket(Bucket="plan")
        self.seen = {}

    def files(self):
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket="plan", Prefix="sait/")
        rows = [row for page in pages for row in page.get("Contents", [])]
        for row in rows:
            if (row["Key"], row["ETag"]) not in self.seen:
                self.seen[row["Key"], row["ETag"]] = self.get(row["Key"])
        return {row["Key"][len("sait/"):]: self.seen[row["Key"], row["ETag"]] for row in rows}

    def get(self, key):
        return self.client.get_object(Bucket="plan", Key=key)["Body"].read()

    def told(self, name):
        head = self.client.head_object(Bucket="plan", Key=f"sait/{name}")
        return head["ContentType"], head["CacheControl"]

    def put(self, name, words):
        self.client.put_object(Bucket="plan", Key=f"sait/{name}", Body=words)

    def manifest(self):
        try:
            return self.get("sait/.plan-portal")
        except self.client.exceptions.NoSuchKey:
            return b""


class World:
    """A portal, a person's folder, servers; all of it goes at the end."""

    def __init__(self, folder):
        self.folder = folder
        self.state = folder / "state"
        self.home = folder / "home"
        self.running = []
        (self.home / ".ssh").mkdir(parents=True)
        self.state.mkdir()
        self.portal = folder / "portal"
        self.portal.mkdir()
        for name in ["content", "seeds", "themes"]:
            shutil.copytree(PROJECT / name, self.portal / name)
        self.settings = self.portal / "content" / "portal.toml"
        self.plain = self.settings.read_text(encoding="utf-8")
        self.certificate()
        self.key(self.state / "host_key")
        self.key(self.home / ".ssh" / "id_ed25519")

    def certificate(self):
        import trustme

        authority = trustme.CA()
        authority.cert_pem.write_to_path(self.state / "ca.pem")
        own = authority.issue_cert("localhost")
        own.private_key_and_cert_chain_pem.write_to_path(self.state / "server.pem")

    @staticmethod
    def key(path):
        path.unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)

    def start(self, kind, folder):
        folder.mkdir(parents=True, exist_ok=True)
        port = free_port()
        command = [sys.executable, SERVERS, kind, folder, self.state, str(port)]
        log = open(self.folder / f"{kind}.log", "ab")
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
        self.running.append(server)
        wait_for(lambda: listens(port), f"{kind} to listen")
        return port, server

    def start_sshd(self):
        port = free_port()
        public = (self.home / ".ssh" / "id_ed25519.pub").read_text()
        (self.state / "authorized").write_text(public)
        (self.state / "sshd").write_text(
            f"Port {port}\nListenAddress 127.0.0.1\nHostKey {self.state}/host_key\nPidFile none\n"
            f"AuthorizedKeysFile {self.state}/authorized\nStrictModes no\nUsePAM no\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n"
            "Subsystem sftp internal-sftp\n"
        )
        if os.geteuid() == 0:
            pathlib.Path("/run/sshd").mkdir(exist_ok=True)
        log = open(self.folder / "sshd.log", "ab")
        command = ["/usr/sbin/sshd", "-D", "-e", "-f", self.state / "sshd"]
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.running.append(server)
        wait_for(lambda: listens(port), "sshd to listen")
        return port, server

    def end(self, server):
        server.kill()
        server.wait()
        self.running.remove(server)

    def environment(self, password, more):
        kept = {name: os.environ[name] for name in ["PATH"] if name in os.environ}
        own = {"HOME": str(self.home), "SSL_CERT_FILE": str(self.state / "ca.pem"), "NO_PROXY": "*"}
        if password is not None:
            own["PLAN_PORTAL_PASSWORD"] = password
        return {**kept, **own, **more}

    def publish(self, to, *options, password=PASSWORD, **more):
        command = [PROGRAM, "publish", "--lang", "uk", "--to", to, *options]
        environment = self.environment(password, more)
        done = subprocess.run(
            command, cwd=self.portal, env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=120,
        )
        said = done.stderr.replace("\u00a0", " ")
        check(PASSWORD not in done.stdout + said, "the password is not told")
        return done.returncode, said

    def kill_in_the_middle(self, to, behind, password, more):
        command = [PROGRAM, "publish", "--lang", "uk", "--to", to]
        running = subprocess.Popen(
            command, cwd=self.portal, env=self.environment(password, more),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: UNKNOWN.search(behind.manifest()) or running.poll() is not None, "the work")
        time.sleep(0.05)
        running.send_signal(signal.SIGKILL)
        running.wait()
        return UNKNOWN.search(behind.manifest()) is not None

    def title(self, words, more=""):
        text = re.sub(r"^title = .*$", f'title = "{words}"', self.plain, count=1, flags=re.M)
        self.settings.write_text(text + more, encoding="utf-8")

    def site(self):
        return Folder(self.portal / "public").files()


def assert_served(world, behind):
    served, built = behind.files(), world.site()
    check(served.pop(FOREIGN, None) == b"foreign", "the foreign file stays")
    check(sorted(served) == sorted(built), f"{sorted(served.keys() ^ built.keys())[:5]}")
    check(all(served[path] == built[path] for path in built), "the bytes are the same")


def as_a_person(world, kind, to, behind, password=PASSWORD, more=None, settings=""):
    """What every kind of server has to bear."""
    more = more or {}
    begun = time.monotonic()
    publish = lambda *options: world.publish(to, *options, password=password, **more)
    practice = next(iter(sorted((world.portal / "content" / "practices").glob("*.md"))), None)
    world.title("Перший заголовок", settings)
    behind.put(FOREIGN, b"foreign")
    code, said = publish()
    check(code == 0 and "викладено на" in said, said)
    assert_served(world, behind)
    code, said = publish()
    check(code == 0 and "уже викладено саме цей сайт" in said, said)
    before = behind.files()
    world.title("Другий заголовок", settings)
    kept = practice.read_bytes() if practice else None
    if practice:
        practice.unlink()
    code, said = publish("--dry-run")
    check(code == 0 and "--dry-run" in said, said)
    check(behind.files() == before, "nothing was changed")
    was_killed = world.kill_in_the_middle(to, behind, password, more)
    check(was_killed, "the run was killed while it worked")
    half = behind.files()
    check(half.get(FOREIGN) == b"foreign", "the foreign file stays")
    code, said = publish()
    check(code == 0, said)
    assert_served(world, behind)
    check(not practice or "вилучено 0" not in said, said)
    if practice:
        practice.write_bytes(kept)
    print(f"{kind}: {time.monotonic() - begun:.1f} s")


def makes_its_folder(world, to, folder, password=PASSWORD):
    """The folder of the address is not there, nor its parent; no permission is told."""
    code, said = world.publish(to, password=password)
    check(code == 0 and "програма її створює" in said, said)
    served, built = Folder(folder).files(), world.site()
    check(served == built, f"{sorted(served.keys() ^ built.keys())[:5]}")
    check(not list(folder.rglob("*.plan-portal-new")), "nothing unfinished stays")


def refuses_password(world, to):
    code, said = world.publish(to, password="не той")
    check(code == 3 and "не прийняв" in said and "не той" not in said, said)
    code, said = world.publish(to, password=None)
    check(code == 3 and "PLAN_PORTAL_PASSWORD" in said, said)


def of_openssh(world):
    folder = world.folder / "openssh" / "www"
    port, server = world.start_sshd()
    user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    to = f"sftp://{user}@127.0.0.1:{port}{folder}"
    behind = Folder(folder)
    code, said = world.publish(to, password=None)
    fingerprint = re.search(r"SHA256:\S{43}", said)
    check(code == 3 and fingerprint and "невідомий" in said, said)
    check(not folder.exists(), "nothing was sent")
    key = f'\n[publish]\nhost_key = "{fingerprint[0]}"\n'
    as_a_person(world, "OpenSSH", to, behind, password=None, settings=key)
    deep = folder.parent / "a" / "b"
    makes_its_folder(world, f"sftp://{user}@127.0.0.1:{port}{deep}", deep, password=None)
    modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*.html")}
    check(modes <= {0o644}, f"{modes}")
    # Known as OpenSSH notes it, hashed.
    known = world.home / ".ssh" / "known_hosts"
    public = (world.state / "host_key.pub").read_text()
    known.write_text(f"[127.0.0.1]:{port} {public}")
    subprocess.run(["ssh-keygen", "-q", "-H", "-f", known], check=True, capture_output=True)
    world.title("Перший заголовок")
    code, said = world.publish(to, "--replace-foreign", password=None)
    check(code == 0, said)
    # Somebody passes for the server.
    world.key(world.state / "other")
    known.write_text(f"[127.0.0.1]:{port} {(world.state / 'other.pub').read_text()}")
    code, said = world.publish(to, password=None)
    check(code == 3 and "УВАГА" in said, said)
    world.title("Перший заголовок", key.replace(fingerprint[0], "SHA256:" + "A" * 43))
    code, said = world.publish(to, password=None)
    check(code == 3 and "УВАГА" in said, said)
    known.unlink()
    world.end(server)
    code, said = world.publish(to, password=None)
    check(code == 3 and "не приймає з’єднань" in said, said)


def of_asyncssh(world):
    folder = world.folder / "asyncssh"
    port, _ = world.start("asyncssh", folder)
    known = world.home / ".ssh" / "known_hosts"
    known.write_text(f"[127.0.0.1]:{port} {(world.state / 'host_key.pub').read_text()}")
    to = f"sftp://{USER}@127.0.0.1:{port}/~/www"
    as_a_person(world, "asyncssh", to, Folder(folder / "www"))
    makes_its_folder(world, to + "2/plan", folder / "www2" / "plan")
    refuses_password(world, to)
    known.unlink()


def of_ftp(world):
    folder = world.folder / "ftp"
    port, _ = world.start("ftp", folder)
    to = f"ftp://{USER}@localhost:{port}/www/plan"
    as_a_person(world, "FTP", to, Folder(folder / "www" / "plan"))
    makes_its_folder(world, to + "2/sait", folder / "www" / "plan2" / "sait")
    refuses_password(world, to)


def of_ftps(world):
    folder = world.folder / "ftps"
    port, _ = world.start("ftps", folder)
    to = f"ftps://{USER}@localhost:{port}/www"
    as_a_person(world, "FTPS", to, Folder(folder / "www"))
    makes_its_folder(world, to + "2/plan", folder / "www2" / "plan")
    refuses_password(world, to)
    code, said = world.publish(to, SSL_CERT_FILE=str(world.state / "nothing.pem"))
    check(code == 3 and "сертифікату" in said, said)
    code, said = world.publish(to.replace("ftps://", "ftp://"))
    check(code == 3 and "ftps://" in said, said)


def of_webdav(world):
    folder = world.folder / "dav"
    port, _ = world.start("davs", folder)
    to = f"davs://{USER}@localhost:{port}/tsentr/plan"
    as_a_person(world, "WebDAV", to, Folder(folder / "tsentr" / "plan"))
    makes_its_folder(world, to + "2/sait", folder / "tsentr" / "plan2" / "sait")
    refuses_password(world, to)
    code, said = world.publish(to, SSL_CERT_FILE=str(world.state / "nothing.pem"))
    check(code == 3 and "сертифікату" in said, said)


def of_s3(world):
    port, _ = world.start("s3", world.folder / "s3")
    keys = ("AKIAIOSFODNN7EXAMPLE", "taiemnyi")
    behind = Bucket(port, keys)
    more = {"AWS_ACCESS_KEY_ID": keys[0], "AWS_SECRET_ACCESS_KEY": keys[1]}
    settings = f'\n[publish]\nendpoint = "http://127.0.0.1:{port}"\nregion = "us-east-1"\n'
    as_a_person(world, "S3", "s3://plan/sait", behind, more=more, settings=settings)
    check(behind.told("index.html") == ("text/html; charset=utf-8", "no-cache"), "pages are pages")
    style = next(name for name in behind.files() if name.endswith(".css"))
    check(behind.told(style)[1] == "public, max-age=31536000, immutable", f"{style} stays")
    code, said = world.publish("s3://nemaie/sait", **more)
    check(code == 3 and "немає" in said, said)
    code, said = world.publish("s3://plan/sait")
    check(code == 3 and "AWS_ACCESS_KEY_ID" in said, said)


KINDS = {
    "openssh": of_openssh,
    "asyncssh": of_asyncssh,
    "ftp": of_ftp,
    "ftps": of_ftps,
    "webdav": of_webdav,
    "s3": of_s3,
}


def main():
    wanted = sys.argv[1:] or list(KINDS)
    with tempfile.TemporaryDirectory(prefix="plan-portal-") as folder:
        world = World(pathlib.Path(folder))
        try:
            for kind in wanted:
                KINDS[kind](world)
        except AssertionError:
            for log in sorted(world.folder.glob("*.log")):
                print(f"{log.name}: {log.read_text(errors='replace')[-1500:]}", file=sys.stderr)
            raise
        finally:
            for server in list(world.running):
                world.end(server)
    print(f"publishing: {checks} checks passed")


if __name__ == "__main__":
    main()
