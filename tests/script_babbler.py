"""A process in place of a sandbox's that starts well and then answers with nonsense."""

import json
import sys

order = json.loads(sys.stdin.buffer.readline())
sys.stdout.write('{"result": null}\n')
sys.stdout.flush()
for _ in sys.stdin.buffer:
    sys.stdout.write(order["arguments"][0])
    sys.stdout.flush()
