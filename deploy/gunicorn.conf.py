"""gunicorn in place of granian. In cairn.service:

ExecStart=/opt/cairn/.venv/bin/gunicorn --config /opt/cairn/deploy/gunicorn.conf.py kb.wsgi:application
"""

import os

bind = "127.0.0.1:8001"
workers = int(os.environ.get("CAIRN_WORKERS", "2"))
threads = 4
# No access log: Cairn keeps none. gunicorn's warnings hold the visitor's address and its errors the page that was asked
# for; what fails inside Cairn is told by Cairn itself.
accesslog = None
errorlog = "-"
loglevel = "critical"
control_socket_disable = True
