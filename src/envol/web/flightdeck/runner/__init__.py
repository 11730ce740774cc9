"""The runner: live flights in a thread of their own. Asks go in, frames come out; the web's event loop never steps one."""
