"""What `server.py` and `client.py` do before anything is installed: a `.venv` of their own.

Standard library only, and of the house only `languages`. Nothing of the chat lives here.
"""
