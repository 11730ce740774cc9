"""Where the parts are joined: settings, addresses, the ASGI application."""
