"""Gunicorn's settings, the same for `./portal` and the container: `-c python:investportal.web_server`."""

workers = 2
threads = 4
timeout = 60
graceful_timeout = 10
# Loaded once and then forked: a wrong configuration ends the server at once, and start-up is short.
preload_app = True
# A worker is replaced now and then, so that a slow leak never adds up.
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108 -- a heartbeat file, kept off the disk
control_socket_disable = True
