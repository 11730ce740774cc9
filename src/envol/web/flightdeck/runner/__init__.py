"""The runner: live flights in a thread of their own. Asks go in, frames come out; no event loop steps one."""
