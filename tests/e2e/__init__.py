"""The campus as people meet it: a server of its own, the machine's Chromium, and the flights that they fly."""
