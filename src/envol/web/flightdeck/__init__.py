"""Live flights: who flies what, the runner that advances them, the cockpit's page and socket, score and replay."""
