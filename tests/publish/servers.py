"""Servers on this machine, one a process: `servers.py KIND FOLDER STATE PORT`. Each ends when its input is closed.

They are not ours: asyncssh, pyftpdlib, wsgidav. FOLDER is served, STATE holds keys and certificates.
"""

import pathlib
import sys
import threading

USER, PASSWORD = "olha", "пароль-Ω-таємний"


def asyncssh_server(folder, state, port):
    import asyncio

    import asyncssh

    class Server(asyncssh.SSHServer):
        def begin_auth(self, _user):
            return True

        def password_auth_supported(self):
            return True

        def validate_password(self, user, password):
            return (user, password) == (USER, PASSWORD)

    async def serve():
        await asyncssh.create_server(
            Server,
            "127.0.0.1",
            port,
            server_host_keys=[str(state / "host_key")],
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(folder)),
        )
        await asyncio.Event().wait()

    asyncio.run(serve())


def ftp_server(folder, state, port, protected):
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
    from pyftpdlib.servers import ThreadedFTPServer

    authorizer = DummyAuthorizer()
    authorizer.add_user(USER, PASSWORD, str(folder), perm="elradfmwMT")

    class Plain(FTPHandler):
        pass

    class Protected(TLS_FTPHandler):
        certfile = str(state / "server.pem")
        tls_control_required = True
        tls_data_required = True

    handler = Protected if protected else Plain
    handler.authorizer = authorizer
    server = ThreadedFTPServer(("127.0.0.1", port), handler)
    # A server that is stingy with connections.
    server.max_cons_per_ip = 2
    server.serve_forever(handle_exit=False)


def webdav_server(folder, state, port, protected):
    from cheroot import wsgi
    from cheroot.ssl.builtin import BuiltinSSLAdapter
    from wsgidav.wsgidav_app import WsgiDAVApp

    app = WsgiDAVApp({
        "provider_mapping": {"/": str(folder)},
        "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
        "verbose": 0,
        "logging": {"enable": False},
    })
    server = wsgi.Server(("127.0.0.1", port), app, numthreads=8)
    if protected:
        server.ssl_adapter = BuiltinSSLAdapter(str(state / "server.pem"), str(state / "server.pem"))
    server.start()


def s3_server(_folder, _state, port):
    from moto.server import main

    main(["-H", "127.0.0.1", "-p", str(port)])


KINDS = {
    "asyncssh": asyncssh_server,
    "ftp": lambda *given: ftp_server(*given, False),
    "ftps": lambda *given: ftp_server(*given, True),
    "dav": lambda *given: webdav_server(*given, False),
    "davs": lambda *given: webdav_server(*given, True),
    "s3": s3_server,
}


def main():
    import os

    kind, folder, state, port = sys.argv[1:]

    def end_with_input():
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=end_with_input, daemon=True).start()
    KINDS[kind](pathlib.Path(folder), pathlib.Path(state), int(port))


if __name__ == "__main__":
    main()
