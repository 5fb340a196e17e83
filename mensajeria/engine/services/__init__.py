"""NickServ and ChanServ: for clients and people who know accounts and channels as services do.

They are no users and keep nothing: each order is a function upon what ACCOUNT, REGISTER and MODE
are made of. What is said to them is not stored.
"""
