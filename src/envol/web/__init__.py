"""The campus in a browser: pages, and live flights over a WebSocket."""
