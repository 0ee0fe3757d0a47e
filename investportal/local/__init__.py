"""The portal on one machine: finds or starts its services, runs and tests it.

Started by the script `portal` inside the virtual environment. Nothing here is used by the web
server or the worker.
"""
